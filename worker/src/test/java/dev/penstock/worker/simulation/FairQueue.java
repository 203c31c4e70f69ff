package dev.penstock.worker.simulation;

import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Temporal's fair task queue, in short: whoever has had least for its weight is next; a slice weighs by its tokens. */
final class FairQueue implements Supplier<Request> {
    private final Random random = new Random(31);
    private final Map<String, Tenant> tenants = new TreeMap<>();
    private final Map<String, Double> passes = new TreeMap<>();

    /** Tokens of its requests, from a smallest to a largest size. */
    record Tenant(double weight, int smallest, int largest) {}

    FairQueue with(String name, Tenant tenant) {
        tenants.put(name, tenant);
        passes.put(name, 0.0);
        return this;
    }

    double weight(String name) {
        return tenants.get(name).weight();
    }

    @Override
    public Request get() {
        String next = tenants.keySet().stream()
                .min(Comparator.comparingDouble(passes::get))
                .orElseThrow();
        Tenant tenant = tenants.get(next);
        int reserved = tenant.smallest() + random.nextInt(tenant.largest() - tenant.smallest() + 1);
        double sliceWeight = tenant.weight() / reserved;
        passes.merge(next, 1 / sliceWeight, Double::sum);
        return Simulation.request(next, reserved, random);
    }
}
