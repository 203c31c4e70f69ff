package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.penstock.store.input.FilePart;
import java.util.Optional;
import java.util.regex.Pattern;

/** Counts a request's input tokens before the request is sent. */
public final class TokenCount {
    /** The separators around each message and its role: three tokens and one, as OpenAI documents. */
    private static final int PER_MESSAGE = 4;
    /** The tokens with which a chat's answer begins, billed with the prompt. */
    private static final int PER_CHAT = 3;
    /** The assumed tokens of a picture or a sound. */
    private static final int PER_OTHER_PART = 800;
    /** Longer texts are estimated from samples: counting all of 200 MB would take most of the planning time. */
    private static final int COUNTED_LETTERS = 2048;

    private static final int BYTES_A_TOKEN = 4;
    private static final int SAMPLES = 3;
    private static final int SAMPLE_LETTERS = 512;

    private static final Pattern OLDER = Pattern.compile("gpt-4(-.*)?|gpt-3\\.5.*|text-embedding-.*");

    /** Shared, because each of the tables takes a quarter of a second to load, and 20 MB. */
    private static final EncodingRegistry ENCODINGS = Encodings.newLazyEncodingRegistry();

    private final int countedLetters;

    public TokenCount() {
        this(COUNTED_LETTERS);
    }

    /**
     * @param countedLetters the longest text that is counted as a whole; longer texts are estimated from samples
     */
    public TokenCount(int countedLetters) {
        this.countedLetters = countedLetters;
    }

    public long input(String model, JsonNode body) {
        Encoding encoding = encoding(model);
        long tokens = body.path("messages").isEmpty() ? 0 : PER_CHAT;
        for (JsonNode message : body.path("messages")) {
            tokens += PER_MESSAGE + content(encoding, message.path("content"));
            tokens += whole(encoding, message.path("tool_calls"));
        }
        tokens += content(encoding, body.path("input"));
        tokens += content(encoding, body.path("prompt"));
        tokens += content(encoding, body.path("instructions"));
        tokens += content(encoding, body.path("system"));
        tokens += whole(encoding, body.path("tools"));
        tokens += whole(encoding, body.path("response_format").path("json_schema"));
        tokens += whole(encoding, body.path("text").path("format").path("schema"));
        return Math.max(1, tokens);
    }

    static Encoding encoding(String model) {
        return ENCODINGS.getEncoding(
                OLDER.matcher(model).matches() ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE);
    }

    /** Returns whether an endpoint has output tokens; embeddings and moderations have none. */
    public static boolean hasOutput(String url) {
        return !url.endsWith("/embeddings") && !url.endsWith("/moderations");
    }

    /** Counts a text, or the texts among several parts; a picture in Base64 is no text. */
    private long content(Encoding encoding, JsonNode content) {
        if (content.isTextual()) {
            return count(encoding, content.textValue());
        }
        long tokens = 0;
        for (JsonNode part : content) {
            if (part.isObject() && part.has("content")) {
                tokens += PER_MESSAGE + content(encoding, part.path("content"));
            } else if (part.isNumber()) {
                tokens++; // embeddings take tokens as numbers
            } else if (part.isTextual() || part.isArray()) {
                tokens += content(encoding, part);
            } else {
                Optional<FilePart> file = FilePart.planned(part);
                tokens += file.isPresent() ? file(file.get()) : textOrOther(encoding, part);
            }
        }
        return tokens;
    }

    private long textOrOther(Encoding encoding, JsonNode part) {
        return part.path("text").isTextual() ? content(encoding, part.path("text")) : PER_OTHER_PART;
    }

    private static long file(FilePart file) {
        return file.kind() == FilePart.Kind.TEXT ? file.size() / BYTES_A_TOKEN : PER_OTHER_PART;
    }

    private long whole(Encoding encoding, JsonNode value) {
        return value.isMissingNode() || value.isNull() ? 0 : count(encoding, value.toString());
    }

    private long count(Encoding encoding, String text) {
        if (text.length() <= countedLetters) {
            return encoding.countTokensOrdinary(text);
        }
        long tokens = 0;
        long letters = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            String part = sample(text, (text.length() - SAMPLE_LETTERS) / (SAMPLES - 1) * sample);
            tokens += encoding.countTokensOrdinary(part);
            letters += part.length();
        }
        return Math.round((double) tokens * text.length() / letters);
    }

    /** Returns a sample that begins at a word, because half a word would count as more tokens. */
    private static String sample(String text, int from) {
        int space = from == 0 ? 0 : text.indexOf(' ', from);
        int start = space < 0 || space > from + SAMPLE_LETTERS / 2 ? from : space;
        return text.substring(start, from + SAMPLE_LETTERS);
    }
}
