package dev.penstock.activities.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ShardLog.Calls;

/**
 * A request on its way through the stack of a call.
 *
 * @param earlier the calls of this request that brought no result
 * @param admission the permit under which the provider is called; {@link CallPermit#NONE} outside of the rate limiter
 * @param sent the body as it is sent: with the content of files, for which {@link #body} has their names
 */
public record CallRequest(RequestLine line, Calls earlier, CallPermit admission, ObjectNode sent) {
    public CallRequest(RequestLine line, Calls earlier) {
        this(line, earlier, CallPermit.NONE, line.body());
    }

    /** Returns a request that belongs to no batch and was not called before. */
    public static CallRequest single(String url, ObjectNode body) {
        return new CallRequest(new RequestLine(0, "", url, body, false), Calls.NONE);
    }

    public String url() {
        return line.url();
    }

    public ObjectNode body() {
        return line.body();
    }

    /** Returns the model that the request names; empty if it names none. */
    public String model() {
        return body().path("model").asText("");
    }

    CallRequest admittedBy(CallPermit permit) {
        return new CallRequest(line, earlier, permit, sent);
    }

    CallRequest sending(ObjectNode withFiles) {
        return new CallRequest(line, earlier, admission, withFiles);
    }
}
