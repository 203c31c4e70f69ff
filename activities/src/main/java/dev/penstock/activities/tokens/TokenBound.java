package dev.penstock.activities.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.api.Encoding;
import dev.penstock.store.input.FilePart;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Computes an upper bound of a request's input tokens. Every text of the request counts, wherever it stands: what is billed
 * is the provider's decision.
 */
public final class TokenBound {
    /** Models whose tokens can be counted; the count is exact except for what a model's own frame may add. */
    private static final Pattern COUNTED = Pattern.compile("(gpt-|chatgpt-|o\\d|text-embedding-).*");

    private static final int LETTERS_A_TOKEN = 4;
    private static final int MESSAGE_OVERHEAD = 64;
    /** A provider writes numbers in tokens of up to three digits. */
    private static final int DIGITS_A_TOKEN = 3;
    /**
     * The most tokens of a picture, as OpenAI documents: gpt-4o-mini in high detail, 2,833 tokens and eight tiles of
     * 5,667.
     */
    private static final int IMAGE_TOKENS = 48_169;
    /** A document or a film may fill the longest context of OpenAI's models, whatever its size in bytes. */
    private static final int DOCUMENT_TOKENS = 1_047_576;

    private static final String INPUT = "input_";
    private static final Set<String> PICTURES = Set.of("image", "image_url");
    private static final Set<String> DOCUMENTS =
            Set.of("file", "file_id", "file_data", "file_url", "video_url", "document_url");
    /** Sources of Anthropic's documents that are read as they stand. */
    private static final Set<String> TEXT_SOURCES = Set.of("text", "content");

    /** Texts of a picture or a document that are not read as text. */
    private static final Set<String> CONTENT =
            Set.of("url", "image_url", "data", "file_data", "file_url", "file_id", "document_url");

    /** How far above a message's parts, where files are planned, the messages are: a message and its content between. */
    private static final int MESSAGES = 3;

    private static final int NOWHERE = -1;

    /**
     * Returns an upper bound of a request's input tokens.
     *
     * @param model the model that is asked, which may be left out of the body
     */
    public long of(String model, JsonNode body) {
        if (COUNTED.matcher(model).matches()) {
            long tokens = tokens(TokenCount.encoding(model), body, false);
            return tokens + tokens / 50 + MESSAGE_OVERHEAD + media(body);
        }
        return quickly(body);
    }

    /** Returns an upper bound of a request's input tokens for any model, without counting them: a token has at least one byte. */
    public long quickly(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8).length + media(body);
    }

    /** Returns whether a request has images, audio, documents or files, which may have prices of their own. */
    public static boolean hasMedia(JsonNode body) {
        return media(body) > 0;
    }

    private static long media(JsonNode body) {
        return media(body.path("input"), NOWHERE)
                + media(body.path("prompt"), NOWHERE)
                + media(body.path("messages"), MESSAGES);
    }

    /** Returns roughly how many tokens a model may count, at most, for each token that another model counted for a text. */
    public static int mostPerToken(String model) {
        return COUNTED.matcher(model).matches() ? 1 : LETTERS_A_TOKEN;
    }

    /** Counts all texts, and a token for what stands around each of them. */
    private static long tokens(Encoding encoding, JsonNode node, boolean inMedia) {
        if (node.isTextual()) {
            return TextTokens.count(encoding, node.textValue());
        }
        if (!node.isContainerNode()) {
            return node.isNumber() ? Math.ceilDiv(node.asText().length(), DIGITS_A_TOKEN) : 1;
        }
        long tokens = 0;
        if (node.isObject()) {
            boolean medium = inMedia || isPicture(node) || isDocument(node);
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                boolean unread = medium && field.getValue().isTextual() && CONTENT.contains(field.getKey());
                tokens += 1 + TextTokens.count(encoding, field.getKey());
                tokens += unread ? 0 : tokens(encoding, field.getValue(), medium);
            }
            return tokens;
        }
        for (JsonNode element : node) {
            tokens += tokens(encoding, element, inMedia) + (element.isNumber() ? 0 : 1);
        }
        return tokens;
    }

    /**
     * Counts what is not read as text.
     *
     * @param above how far the node is above the parts of messages; negative where no file is planned
     */
    private static long media(JsonNode node, int above) {
        if (isDocument(node)) {
            return DOCUMENT_TOKENS;
        }
        if (isPicture(node)) {
            return IMAGE_TOKENS;
        }
        // A request can say that anything is a file: what else is in it counts, too.
        long tokens = FilePart.isClaimed(node) ? file(node, above == 0) : 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean isContent = above == 2
                    && field.getKey().equals("content")
                    && field.getValue().isArray();
            tokens += media(field.getValue(), isContent ? 1 : NOWHERE);
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                tokens += media(element, above == MESSAGES || above == 1 ? above - 1 : NOWHERE);
            }
        }
        return tokens;
    }

    /** Returns the most tokens of a file that is read when the request is called; a text has at most one a byte. */
    private static long file(JsonNode node, boolean isPart) {
        Optional<FilePart> file = isPart ? FilePart.planned(node) : Optional.empty();
        if (file.isEmpty()) {
            return DOCUMENT_TOKENS;
        }
        return switch (file.get().kind()) {
            case IMAGE -> IMAGE_TOKENS;
            case DOCUMENT -> DOCUMENT_TOKENS;
            case TEXT -> file.get().size();
        };
    }

    private static boolean isPicture(JsonNode node) {
        return isNamed(node, PICTURES) || (isPart(node, PICTURES) && !isDocument(node));
    }

    private static boolean isDocument(JsonNode node) {
        return isNamed(node, DOCUMENTS) || hasSource(node) || (isPart(node, DOCUMENTS) && !isNamed(node, PICTURES));
    }

    /** Returns whether a part is a document in Anthropic's format, from an address, a file or Base64. */
    private static boolean hasSource(JsonNode node) {
        return node.path("type").asText("").equals("document")
                && !TEXT_SOURCES.contains(node.path("source").path("type").asText(""));
    }

    private static boolean isNamed(JsonNode node, Set<String> kinds) {
        String type = node.path("type").asText("");
        return kinds.contains(type.startsWith(INPUT) ? type.substring(INPUT.length()) : type);
    }

    /** Returns whether a part of a prompt has content of this kind; some servers do not ask for a part's type. */
    private static boolean isPart(JsonNode node, Set<String> kinds) {
        return node.isObject() && kinds.stream().anyMatch(node::has);
    }
}
