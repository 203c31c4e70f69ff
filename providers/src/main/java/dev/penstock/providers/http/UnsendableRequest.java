package dev.penstock.providers.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.wire.UntranslatableRequestException;
import dev.penstock.store.Result;
import java.net.HttpURLConnection;

/** The outcome of a request that was not sent, because the provider could not take it. */
final class UnsendableRequest {
    private UnsendableRequest() {}

    static Outcome noSuchPath(String url) {
        return new Outcome.Refused(
                new Result.Response(HttpURLConnection.HTTP_NOT_FOUND, "", "{}"),
                new Result.Error("not_found", "a provider has no path " + url));
    }

    /** Returns that a person has to act, as where the provider rejects the key. */
    static Outcome withoutKey(ProviderKey.UnavailableException e) {
        return new Outcome.Blocked(
                new Result.Response(HttpURLConnection.HTTP_UNAUTHORIZED, "", "{}"),
                new Result.Error("key_unavailable", e.forTenants()));
    }

    /** Returns the refusal in OpenAI's format, as the provider itself would write it. */
    static Outcome untranslatable(UntranslatableRequestException e) {
        String message = String.valueOf(e.getMessage());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", e.field())
                .put("code", UntranslatableRequestException.CODE);
        return new Outcome.Refused(
                new Result.Response(HttpURLConnection.HTTP_BAD_REQUEST, "", body.toString()),
                new Result.Error(UntranslatableRequestException.CODE, message));
    }
}
