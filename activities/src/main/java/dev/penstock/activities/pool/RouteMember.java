package dev.penstock.activities.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.limits.rate.AdmissionForecast;
import dev.penstock.limits.route.RoutePlace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A pool of a route in this process.
 *
 * @param names what the models of routes are called at this pool
 */
public record RouteMember(Pool pool, Map<String, String> names, RoutePlace place) {
    private static final RoutePlace ONLY = new RoutePlace(1, false, 1);

    public RouteMember {
        names = Map.copyOf(names);
    }

    static RouteMember only(Pool pool, Map<String, String> names) {
        return new RouteMember(pool, names, ONLY);
    }

    /** Returns what a model is called at this pool. */
    public String nameOf(String model) {
        return names.getOrDefault(model, model);
    }

    /** Returns a model's name at this pool if it is one that a route gives it; empty if requests call it so too. */
    public Optional<String> ownName(String here) {
        return Optional.of(here)
                .filter(name -> names.entrySet().stream()
                        .anyMatch(entry ->
                                entry.getValue().equals(name) && !entry.getKey().equals(name)));
    }

    /** Returns a request's body as it is sent to this pool; the same one if the model has the same name there. */
    public ObjectNode renamed(ObjectNode body) {
        String model = body.path("model").asText("");
        String here = nameOf(model);
        if (here.equals(model)) {
            return body;
        }
        // A shallow copy: messages may be large.
        ObjectNode sent = body.objectNode();
        sent.setAll(body);
        sent.put("model", here);
        return sent;
    }

    /** Returns why this pool's provider can have no such request, in a sentence that names the field; empty if it may be called. */
    public Optional<String> problem(String url, ObjectNode body) {
        return pool.provider().problem(url, renamed(body));
    }

    AdmissionForecast forecast(String model) {
        if (!pool.isOpen()) {
            return AdmissionForecast.CLOSED;
        }
        return pool.availability().awaitsShare(System.nanoTime())
                ? AdmissionForecast.AT_ONCE
                : pool.limiter().forecast(nameOf(model), pool.meter().latency().orElse(Duration.ofSeconds(1)));
    }
}
