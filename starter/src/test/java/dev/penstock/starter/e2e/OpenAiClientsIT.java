package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.HttpResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.batches.Batch;
import com.openai.models.batches.BatchCreateParams;
import com.openai.models.batches.BatchListParams;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own clients change their base URL, and all else stays as it is. */
final class OpenAiClientsIT extends PenstockTestCase {
    private Api api;

    @BeforeEach
    void serve() {
        api = Api.serve(penstock);
    }

    @Test
    void pythonUploadsRunsPagesCancelsAndDeletes() throws Exception {
        assertThat(ClientScripts.python("flow.py", api.base())).endsWith("all done\n");
    }

    @Test
    void nodeUploadsRunsPagesCancelsAndDeletes() throws Exception {
        assertThat(ClientScripts.node("flow.mjs", api.base())).endsWith("all done\n");
    }

    @Test
    void javaUploadsRunsPagesCancelsAndDeletes() throws IOException {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(api.base())
                .apiKey("any")
                .maxRetries(0)
                .build();
        TestingInput input = input(20);
        FileObject file = client.files()
                .create(FileCreateParams.builder()
                        .file(input.file())
                        .purpose(FilePurpose.BATCH)
                        .build());

        Batch first = create(client, file);
        Batch second = create(client, file);
        api.awaitStatus(first.id(), "completed");
        api.awaitStatus(second.id(), "completed");

        Batch ended = client.batches().retrieve(first.id());
        assertThat(ended.status()).isEqualTo(Batch.Status.COMPLETED);
        assertThat(ended.requestCounts().orElseThrow().completed()).isEqualTo(20);
        assertThat(ended.errorFileId()).isEmpty();
        try (HttpResponse output = client.files().content(ended.outputFileId().orElseThrow())) {
            String lines = new String(output.body().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(ResultFile.of(lines).customIds()).containsExactlyElementsOf(input.customIds());
        }
        // This client asks once more after the last page, whatever has_more says.
        List<String> oneByOne = client
                .batches()
                .list(BatchListParams.builder().limit(1).build())
                .autoPager()
                .stream()
                .map(Batch::id)
                .toList();
        assertThat(oneByOne).containsExactly(second.id(), first.id());
        assertThatThrownBy(() -> client.batches().cancel(first.id())).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> client.batches().retrieve("batch_nobody")).isInstanceOf(NotFoundException.class);
        assertThat(client.files().delete(file.id()).deleted()).isTrue();
        assertThatThrownBy(() -> client.files().retrieve(file.id())).isInstanceOf(NotFoundException.class);
    }

    private static Batch create(OpenAIClient client, FileObject file) {
        return client.batches()
                .create(BatchCreateParams.builder()
                        .inputFileId(file.id())
                        .endpoint(BatchCreateParams.Endpoint.V1_CHAT_COMPLETIONS)
                        .completionWindow(BatchCreateParams.CompletionWindow._24H)
                        .build());
    }
}
