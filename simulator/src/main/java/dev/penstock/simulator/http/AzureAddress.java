package dev.penstock.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.json.SimulatorJson;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of Azure OpenAI, which stand for OpenAI's. Sources: openai-java's {@code AzureUrlPathMode} and its tests for the
 * paths, the query and the header {@code api-key}; the errors as users of Azure report them (MicrosoftDocs/azure-docs#114013,
 * chatboxai/chatbox#646).
 */
final class AzureAddress {
    private static final Pattern UNIFIED = Pattern.compile("/openai/v1(/.*)");
    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]+)(/.*)");
    private static final Pattern OTHER = Pattern.compile("/openai(/(?:files|batches|models|responses).*)");

    private AzureAddress() {}

    /** An error in Azure's form. */
    record AzureError(int status, String code, String message) {
        byte[] body() {
            return SimulatorJson.bytes(Map.of("error", Map.of("code", code, "message", message)));
        }
    }

    /** Returns whether files are uploaded to an address. */
    static boolean isUpload(String uri) {
        return uri.matches("/openai(/v1)?/files(\\?.*)?");
    }

    static boolean isOne(String path) {
        return path.startsWith("/openai/");
    }

    /**
     * Changes a request to one at OpenAI's address.
     *
     * @param deployments the names that exist; empty = all
     * @return the error that Azure answers instead; null = there is none
     */
    static @Nullable AzureError translate(FullHttpRequest request, QueryStringDecoder uri, List<String> deployments) {
        String key = request.headers().get("api-key");
        if (key != null) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key);
        }
        Matcher unified = UNIFIED.matcher(uri.path());
        Matcher deployment = DEPLOYMENT.matcher(uri.path());
        Matcher other = OTHER.matcher(uri.path());
        String rest = uri.rawQuery().isEmpty() ? "" : "?" + uri.rawQuery();
        if (unified.matches()) {
            request.setUri("/v1" + unified.group(1) + rest);
            return null;
        }
        boolean isKnown = deployment.matches() || other.matches();
        if (!isKnown || !uri.parameters().containsKey("api-version")) {
            return new AzureError(404, "404", "Resource not found");
        }
        if (!deployment.matches()) {
            request.setUri("/v1" + other.group(1) + rest);
            return null;
        }
        String name = deployment.group(1);
        if (!deployments.isEmpty() && !deployments.contains(name)) {
            return new AzureError(
                    404,
                    "DeploymentNotFound",
                    "The API deployment for this resource does not exist. If you created the deployment within the last 5"
                            + " minutes, please wait a moment and try again.");
        }
        request.setUri("/v1" + deployment.group(2) + rest);
        nameModel(request, name);
        return null;
    }

    /** The deployment in the address decides, whatever the body says. */
    private static void nameModel(FullHttpRequest request, String name) {
        byte[] bytes = new byte[request.content().readableBytes()];
        request.content().getBytes(request.content().readerIndex(), bytes);
        try {
            JsonNode body = SimulatorJson.MAPPER.readTree(bytes);
            if (body instanceof ObjectNode object) {
                object.put("model", name);
                byte[] changed = SimulatorJson.bytes(object);
                request.content().clear().writeBytes(Unpooled.wrappedBuffer(changed));
                request.headers().set(HttpHeaderNames.CONTENT_LENGTH, changed.length);
            }
        } catch (IOException e) {
            // The endpoint says what is wrong with it.
        }
    }
}
