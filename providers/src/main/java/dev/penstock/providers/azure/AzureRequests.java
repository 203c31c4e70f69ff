package dev.penstock.providers.azure;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.openai.OpenAiRequests;
import dev.penstock.providers.wire.ProviderRequest;
import dev.penstock.providers.wire.RequestFormat;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to Azure OpenAI, in one of two kinds of address (learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle,
 * and {@code AzureUrlPathMode} of openai-java): with a version of the API to the deployment that the request names as its model,
 * {@code /openai/deployments/NAME/chat/completions?api-version=…}; without one to {@code /openai/v1/chat/completions}, where
 * the deployment is the model in the body.
 *
 * @param prefix the segments of the path that the account's address lacks
 * @param apiVersion null = the second kind of address
 */
record AzureRequests(
        @Nullable ProviderKey key,
        List<String> prefix,
        @Nullable String apiVersion) implements RequestFormat {
    /** The endpoints whose address names the deployment; {@code AzureUrlCategory} of openai-java. */
    private static final Set<String> OF_DEPLOYMENTS = Set.of(
            "chat/completions",
            "completions",
            "embeddings",
            "images/generations",
            "audio/speech",
            "audio/transcriptions",
            "audio/translations");

    /** The beginning of Entra's tokens, which are JSON Web Tokens; Azure's keys are hexadecimal or base 64 without dots. */
    private static final String TOKEN = "eyJ";

    static AzureRequests of(ProviderAccount account) {
        String path = String.valueOf(account.baseUrl().getPath());
        boolean isUnified = path.endsWith("/v1");
        String version = isUnified ? null : account.dialect().apiVersion();
        List<String> prefix = new ArrayList<>();
        if (!isUnified) {
            if (!path.endsWith("/openai")) {
                prefix.add("openai");
            }
            if (version == null) {
                prefix.add("v1");
            }
        }
        return new AzureRequests(account.apiKey(), List.copyOf(prefix), version);
    }

    /** Returns the key in Azure's own header, or an Entra token as openai-java's bearer credential does. */
    @Override
    public Map<String, String> headers() {
        if (key == null) {
            return Map.of();
        }
        String text = key.current().reveal();
        return text.startsWith(TOKEN) && text.indexOf('.') > 0
                ? Map.of("Authorization", "Bearer " + text)
                : Map.of("api-key", text);
    }

    @Override
    public ProviderRequest of(String url, ObjectNode body, boolean streamed) {
        List<String> path = OpenAiRequests.path(url);
        String deployment = body.path("model").asText("");
        ObjectNode sent = streamed ? OpenAiRequests.streamed(url, body) : body;
        if (apiVersion == null || !OF_DEPLOYMENTS.contains(String.join("/", path))) {
            return request(path, sent);
        }
        if (deployment.isBlank()) {
            throw new UntranslatableRequestException(
                    "model", "a request to Azure OpenAI names its deployment as model, and this one names none");
        }
        List<String> ofDeployment = new ArrayList<>(List.of("deployments", deployment));
        ofDeployment.addAll(path);
        return request(ofDeployment, sent);
    }

    @Override
    public ProviderRequest endpoint(List<String> path) {
        return request(path, JsonNodeFactory.instance.objectNode());
    }

    private ProviderRequest request(List<String> path, ObjectNode body) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(path);
        Map<String, String> query = apiVersion == null ? Map.of() : Map.of("api-version", apiVersion);
        return new ProviderRequest(whole, query, Map.of(), body);
    }
}
