package dev.penstock.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.line.TextLine;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads lines in the format of OpenAI's Batch API; the bytes of the body stay unchanged. */
final class OpenAiFormat implements LineFormat {
    private final PromptBody bodies;

    OpenAiFormat(PromptBody bodies) {
        this.bodies = bodies;
    }

    @Override
    public List<String> remarks() {
        return bodies.remarks();
    }

    @Override
    public InputLine read(TextLine line) {
        Members members = new Members(line.text());
        try {
            UntrustedJson.visitObject(line.text(), members::visit);
            return members.problem == null
                    ? members.request(line.number(), bodies)
                    : new Unreadable(line.number(), members.customId, InputErrorCodes.INVALID_REQUEST, members.problem);
        } catch (IOException e) {
            return new Unreadable(line.number(), null, InputErrorCodes.INVALID_JSON_LINE, Json.reason(e, line.text()));
        }
    }

    private static final class Members {
        private final byte[] text;
        private @Nullable String customId;
        private @Nullable String method;
        private @Nullable String url;
        private byte @Nullable [] body;
        private boolean reusable = true;
        private @Nullable String problem;

        private Members(byte[] text) {
            this.text = text;
        }

        private Readable request(long line, PromptBody bodies) throws IOException {
            String endpoint = url();
            byte[] whole = body == null || endpoint == null ? body : bodies.filled(line, endpoint, body);
            return new Readable(line, customId, method(), endpoint, whole, reusable);
        }

        private void visit(String name, JsonParser value) throws IOException {
            switch (name) {
                case "custom_id" -> customId = value.currentToken().isNumeric() ? value.getText() : text(name, value);
                case "method" -> method = text(name, value);
                case "url" -> url = text(name, value);
                case "body" -> {
                    if (value.hasToken(JsonToken.START_OBJECT)) {
                        body = Json.rawValue(value, text);
                    } else {
                        problem = "body is not an object";
                    }
                }
                // A "cache" that is not false is ignored, as unknown members are.
                case "cache" -> reusable = !value.hasToken(JsonToken.VALUE_FALSE);
                default -> {}
            }
        }

        /** Every request is sent with POST, and so need not say it. */
        private String method() {
            return method == null ? "POST" : method.toUpperCase(Locale.ROOT);
        }

        /** Returns the line's url, or the endpoint that its body is meant for. */
        private @Nullable String url() throws IOException {
            return url == null && body != null
                    ? EndpointGuess.of(UntrustedJson.parse(body)).orElse(null)
                    : url;
        }

        private @Nullable String text(String name, JsonParser value) throws IOException {
            if (value.hasToken(JsonToken.VALUE_NULL)) {
                return null;
            }
            if (!value.hasToken(JsonToken.VALUE_STRING)) {
                problem = name + " is not a string";
                return null;
            }
            return value.getText();
        }
    }
}
