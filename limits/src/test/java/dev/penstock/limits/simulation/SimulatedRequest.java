package dev.penstock.limits.simulation;

import dev.penstock.limits.rate.CallTokens;

/**
 * A request to be sent.
 *
 * @param reserved tokens it is estimated at, and {@code used} those it really uses
 * @param alwaysFails whether the provider fails whenever it is asked this
 * @param faults how often it was lost
 */
record SimulatedRequest(
        String tenant, String model, CallTokens reserved, CallTokens used, boolean alwaysFails, int faults) {
    private static final String ONLY_MODEL = "model";

    static final int MOST_FAULTS = 6;

    SimulatedRequest(String tenant, int reserved, int used) {
        this(tenant, CallTokens.of(reserved), CallTokens.of(used));
    }

    SimulatedRequest(String tenant, CallTokens reserved, CallTokens used) {
        this(tenant, ONLY_MODEL, reserved, used, false, 0);
    }

    static SimulatedRequest thatAlwaysFails(String tenant) {
        return new SimulatedRequest(tenant, ONLY_MODEL, CallTokens.of(500), CallTokens.of(500), true, 0);
    }

    static SimulatedRequest of(String model) {
        return new SimulatedRequest("all", model, CallTokens.of(500), CallTokens.of(450), false, 0);
    }

    SimulatedRequest lostOnceMore() {
        return new SimulatedRequest(tenant, model, reserved, used, alwaysFails, faults + 1);
    }
}
