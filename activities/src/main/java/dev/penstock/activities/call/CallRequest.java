package dev.penstock.activities.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.activities.pool.RouteMember;
import dev.penstock.activities.prices.Prices;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ShardLog.Calls;

/**
 * A request on its way through the stack of a call.
 *
 * @param earlier the calls of this request that brought no result
 * @param admission the permit under which the provider is called; {@link CallPermit#NONE} outside of the rate limiter
 * @param paid what the request has cost in earlier rounds
 * @param sent the body as it is sent: with the content of files, for which {@link #body} has their names
 */
public record CallRequest(RequestLine line, Calls earlier, PaidEarlier paid, CallPermit admission, ObjectNode sent) {
    public CallRequest(RequestLine line, Calls earlier) {
        this(line, earlier, PaidEarlier.NOTHING);
    }

    public CallRequest(RequestLine line, Calls earlier, PaidEarlier paid) {
        this(line, earlier, paid, CallPermit.NONE, line.body());
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

    /** Returns how many earlier calls may have been paid for, beyond those of {@link #paid}. */
    public int possiblyPaid() {
        return paid.uncounted(earlier);
    }

    /** Returns the model that is called: as the request names it, or as the pool that was chosen does; empty if there is none. */
    public String model() {
        return sent.path("model").asText("");
    }

    /** Returns this request for a pool, under whose name for the model it is sent from here on. */
    CallRequest to(RouteMember member) {
        return new CallRequest(line, earlier, paid, admission, member.renamed(line.body()));
    }

    /** Returns this request after one more call that was answered with 429. */
    CallRequest throttledOnceMore() {
        return new CallRequest(
                line,
                new Calls(earlier.lost(), earlier.throttled() + 1, earlier.cutOff(), earlier.lostOnTheWay()),
                paid,
                admission,
                sent);
    }

    /** Returns the body with the model under the name by which it has a price: that at the pool, or else that of the request. */
    public ObjectNode pricedBy(Prices prices) {
        return prices.isKnown(model()) ? sent : body();
    }

    CallRequest admittedBy(CallPermit permit) {
        return new CallRequest(line, earlier, paid, permit, sent);
    }

    CallRequest sending(ObjectNode withFiles) {
        return new CallRequest(line, earlier, paid, admission, withFiles);
    }
}
