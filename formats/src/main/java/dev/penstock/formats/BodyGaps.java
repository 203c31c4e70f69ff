package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Fills what a request's own body leaves open from the batch's options: the limit of the answer, the temperature, the system
 * message, the answer's format. What the body says stays, byte for byte.
 */
final class BodyGaps {
    private static final Set<String> SYSTEM_ROLES = Set.of("system", "developer");

    private final BatchSpec spec;
    private final OptionUse use;
    private final Optional<AnswerFormat> format;
    private final boolean hasOptions;

    BodyGaps(BatchSpec spec, OptionUse use) {
        this.spec = spec;
        this.use = use;
        this.format = AnswerFormat.of(spec);
        this.hasOptions = spec.maxTokens().isPresent()
                || spec.temperature().isPresent()
                || systemText().isPresent()
                || format.isPresent();
    }

    /** @throws IOException when the body is not JSON */
    byte[] fill(long line, String url, byte[] body) throws IOException {
        if (!hasOptions || !(UntrustedJson.parse(body) instanceof ObjectNode own)) {
            return body;
        }
        ObjectNode added = Json.MAPPER.createObjectNode();
        boolean system = false;
        switch (endpoint(url)) {
            case LineFormat.CHAT -> {
                use.ownLimit(line, own);
                addLimit(added, own, PromptBody.maxTokensName(model(own)));
                addTemperature(added, own);
                format.filter(wanted -> !own.hasNonNull(LineParameters.RESPONSE_FORMAT))
                        .ifPresent(wanted -> added.set(LineParameters.RESPONSE_FORMAT, wanted.ofChat()));
                system = systemText().isPresent() && own.path("messages").isArray() && !hasSystem(own);
            }
            case EndpointGuess.RESPONSES -> {
                use.ownLimit(line, own);
                addLimit(added, own, "max_output_tokens");
                addTemperature(added, own);
                systemText()
                        .filter(text -> !own.hasNonNull("instructions"))
                        .ifPresent(text -> added.put("instructions", text));
                format.ifPresent(wanted -> addTextFormat(added, own.path("text"), wanted));
            }
            case EndpointGuess.COMPLETIONS -> {
                use.ownLimit(line, own);
                addLimit(added, own, LineParameters.MAX_TOKENS);
                addTemperature(added, own);
                noteChatOptions(url);
            }
            default -> noteChatOptions(url);
        }
        byte[] withoutNulls = withoutNulls(added, own, body);
        byte[] withSystem =
                system ? withSystem(withoutNulls, own.path("messages").isEmpty()) : withoutNulls;
        return added.isEmpty() ? withSystem : inFront(added, own.isEmpty(), withSystem);
    }

    /** Removes what is going to be added: SDKs write {@code null} for what is not set, and of two members the last counts. */
    private static byte[] withoutNulls(ObjectNode added, ObjectNode own, byte[] body) throws IOException {
        if (added.properties().stream().noneMatch(each -> own.has(each.getKey()))) {
            return body;
        }
        added.fieldNames().forEachRemaining(own::remove);
        return Json.MAPPER.writeValueAsBytes(own);
    }

    private Optional<String> systemText() {
        return spec.system().filter(text -> !text.isEmpty());
    }

    /** Returns the endpoint at the end of a url, which may have an address before it. */
    private static String endpoint(String url) {
        return Stream.of(LineFormat.CHAT, EndpointGuess.RESPONSES, EndpointGuess.COMPLETIONS)
                .filter(known -> ("/" + url).endsWith(known.substring("/v1".length())))
                .findFirst()
                .orElse(url);
    }

    private String model(ObjectNode own) {
        String named = own.path(LineParameters.MODEL).asText();
        return named.isEmpty() ? spec.model().orElse("") : named;
    }

    /** Notes the options that only endpoints of chats have. */
    private void noteChatOptions(String url) {
        use.ignored(spec.system().isPresent(), "--system", url);
        use.ignored(format.isPresent(), spec.schema().isPresent() ? "--schema" : "--response-format", url);
    }

    /** Adds the format beside what else the body says of its text, such as how long it should be. */
    private static void addTextFormat(ObjectNode added, JsonNode text, AnswerFormat format) {
        if (text.isMissingNode() || text.isNull()) {
            added.putObject("text").set("format", format.ofResponses());
        } else if (text instanceof ObjectNode own && !own.hasNonNull("format")) {
            added.set("text", own.deepCopy().set("format", format.ofResponses()));
        }
    }

    private void addLimit(ObjectNode added, ObjectNode own, String name) {
        if (OptionUse.limitOf(own).isEmpty()) {
            spec.maxTokens().ifPresent(most -> added.put(name, most));
        }
    }

    private void addTemperature(ObjectNode added, ObjectNode own) {
        if (!own.hasNonNull(LineParameters.TEMPERATURE)) {
            spec.temperature().ifPresent(value -> added.put(LineParameters.TEMPERATURE, value));
        }
    }

    private static boolean hasSystem(ObjectNode own) {
        return StreamSupport.stream(own.path("messages").spliterator(), false)
                .map(message -> message.path("role").asText())
                .anyMatch(SYSTEM_ROLES::contains);
    }

    /** Puts the system message before the first message, and leaves the rest byte for byte. */
    private byte[] withSystem(byte[] body, boolean isAlone) throws IOException {
        int[] start = {-1};
        UntrustedJson.visitObject(body, (name, value) -> {
            if (name.equals("messages") && value.hasToken(JsonToken.START_ARRAY) && start[0] < 0) {
                start[0] = (int) value.currentTokenLocation().getByteOffset() + 1;
            }
        });
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("role", "system")
                .put("content", spec.system().orElse(""));
        return spliced(body, start[0], message + (isAlone ? "" : ","));
    }

    private static byte[] inFront(ObjectNode added, boolean isAlone, byte[] body) {
        int brace = 0;
        while (body[brace] != '{') {
            brace++;
        }
        String members = added.toString();
        return spliced(body, brace + 1, members.substring(1, members.length() - 1) + (isAlone ? "" : ","));
    }

    private static byte[] spliced(byte[] body, int at, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + text.length() + 16);
        out.write(body, 0, at);
        out.writeBytes(text.getBytes(UTF_8));
        out.write(body, at, body.length - at);
        return out.toByteArray();
    }
}
