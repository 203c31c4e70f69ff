package dev.penstock.providers.http;

import com.openai.core.http.HttpResponse;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.providers.UnreadableAnswerException;
import dev.penstock.providers.wire.HeaderValues;
import java.io.IOException;
import java.io.InputStream;

/** Reads the beginning of an error's body as text. */
final class ErrorBody {
    private ErrorBody() {}

    static String read(HttpResponse response) throws IOException {
        HeaderValues headers = ResponseHeaders.of(response);
        try (InputStream in = ContentCoding.decoded(response.body(), headers)) {
            return BodyText.of(in.readNBytes(AnswerLimits.ERROR_BYTES), headers);
        } catch (UnreadableAnswerException e) {
            // The status says what happened.
            return "";
        }
    }
}
