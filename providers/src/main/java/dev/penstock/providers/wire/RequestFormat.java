package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Writes requests in OpenAI's format as one provider account takes them: address, credentials and body. */
public interface RequestFormat {
    /** Returns the headers of a call with the account's credentials; asked for before each call, because some expire. */
    Map<String, String> headers();

    /**
     * Returns a request as it goes over the wire.
     *
     * @param url the request's path in the input, such as {@code /v1/chat/completions}
     * @param body the request's body in the input; not changed
     * @param streamed whether the answer is to come token by token
     * @throws UntranslatableRequestException if the provider has no such thing
     */
    ProviderRequest of(String url, ObjectNode body, boolean streamed);

    /** Returns the address, without a body, of an endpoint that is no completion, such as that of files or batches. */
    default ProviderRequest endpoint(List<String> path) {
        return ProviderRequest.to(path, JsonNodeFactory.instance.objectNode());
    }
}
