package dev.penstock.service.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.files.FormParts.Part;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FormPartsTest {
    @Test
    void readsPartsInTheOrderInWhichTheyCome() throws IOException {
        FormParts parts = parts("multipart/form-data; boundary=\"b\"", """
                --b\r
                Content-Disposition: form-data; name="file"; filename="ä;.jsonl"\r
                \r
                one\r
                --two\r
                \r
                --b\r
                content-disposition: form-data; name=purpose\r
                \r
                batch\r
                --b--\r
                """);

        Part file = Objects.requireNonNull(parts.next());
        assertThat(file.name()).isEqualTo("file");
        assertThat(file.filename()).isEqualTo("ä;.jsonl");
        assertThat(file.content()).hasContent("one\r\n--two\r\n");
        Part purpose = Objects.requireNonNull(parts.next());
        assertThat(purpose.name()).isEqualTo("purpose");
        assertThat(purpose.content()).hasContent("batch");
        assertThat(parts.next()).isNull();
    }

    @Test
    void findsTheEndAmongMuchThatLooksLikeIt() throws IOException {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder content = new StringBuilder();
            for (int length = random.nextInt(200); length > 0; length--) {
                content.append("\r\n-b".charAt(random.nextInt(4)));
            }
            boolean hasDelimiter = (content + "\r\n--bb-b").indexOf("\r\n--bb-b") < content.length();
            String form = "--bb-b\r\nContent-Disposition: form-data; name=a\r\n\r\n" + content + "\r\n--bb-b--";
            int portion = 1 + random.nextInt(9);

            if (!hasDelimiter) {
                FormParts parts = new FormParts("multipart/form-data; boundary=bb-b", inPortions(form, portion));
                byte[] read = Objects.requireNonNull(parts.next()).content().readAllBytes();
                assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(content.toString());
                assertThat(parts.next()).isNull();
            }
        }
    }

    @Test
    void tellsAFormThatIsCutOff() throws IOException {
        FormParts parts = parts("multipart/form-data; boundary=b", """
                --b\r
                Content-Disposition: form-data; name="file"; filename="a"\r
                \r
                half""");

        Part file = Objects.requireNonNull(parts.next());
        assertThatThrownBy(() -> file.content().readAllBytes()).isInstanceOf(FileUploadException.class);
    }

    @Test
    void bearsAPartThatNobodyCanName() throws IOException {
        FormParts parts = parts("multipart/form-data; boundary=b", """
                --b\r
                Content-Disposition: form-data; name; filename\r
                \r
                \r
                --b--""");

        assertThat(Objects.requireNonNull(parts.next()).name()).isEmpty();
        assertThat(parts.next()).isNull();
    }

    @Test
    void refusesWhatIsNoForm() {
        assertThatThrownBy(() -> parts(null, "")).isInstanceOf(FileUploadException.class);
        assertThatThrownBy(() -> parts("application/json", "{}")).isInstanceOf(FileUploadException.class);
        assertThatThrownBy(() -> parts("multipart/form-data", "--b")).isInstanceOf(FileUploadException.class);
    }

    private static FormParts parts(@Nullable String type, String body) throws IOException {
        return new FormParts(type, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static InputStream inPortions(String text, int portion) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return super.read(bytes, from, Math.min(length, portion));
            }
        };
    }
}
