package dev.penstock.limits.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Temporal's fair task queue, in short: whoever has had least for its weight is next; a slice weighs by its tokens. */
final class FairTenantQueue implements Supplier<SimulatedRequest> {
    private final Random random = new Random(31);
    private final List<Backlog> backlogs = new ArrayList<>();

    /** Requests of a tenant, of tokens from a smallest to a largest number. */
    record Tenant(String name, double weight, int smallest, int largest) {}

    private static final class Backlog {
        final Tenant tenant;
        double pass;

        Backlog(Tenant tenant) {
            this.tenant = tenant;
        }
    }

    FairTenantQueue(List<Tenant> tenants) {
        tenants.forEach(tenant -> backlogs.add(new Backlog(tenant)));
    }

    @Override
    public SimulatedRequest get() {
        Backlog next = Collections.min(backlogs, Comparator.comparingDouble(backlog -> backlog.pass));
        Tenant tenant = next.tenant;
        int reserved = tenant.smallest() + random.nextInt(tenant.largest() - tenant.smallest() + 1);
        double sliceWeight = tenant.weight() / reserved;
        next.pass += 1 / sliceWeight;
        return Simulation.request(tenant.name(), reserved, random);
    }
}
