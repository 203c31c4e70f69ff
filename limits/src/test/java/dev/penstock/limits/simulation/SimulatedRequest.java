package dev.penstock.limits.simulation;

/**
 * A request to be sent.
 *
 * @param reserved tokens it is estimated at, and {@code tokens} it really uses
 * @param alwaysFails whether the provider fails whenever it is asked this
 * @param faults how often it was lost
 */
record SimulatedRequest(String tenant, String model, int reserved, int tokens, boolean alwaysFails, int faults) {
    private static final String ONLY_MODEL = "model";

    static final int MOST_FAULTS = 6;

    SimulatedRequest(String tenant, int reserved, int tokens) {
        this(tenant, ONLY_MODEL, reserved, tokens, false, 0);
    }

    static SimulatedRequest thatAlwaysFails(String tenant) {
        return new SimulatedRequest(tenant, ONLY_MODEL, 500, 500, true, 0);
    }

    static SimulatedRequest of(String model) {
        return new SimulatedRequest("all", model, 500, 450, false, 0);
    }

    SimulatedRequest lostOnceMore() {
        return new SimulatedRequest(tenant, model, reserved, tokens, alwaysFails, faults + 1);
    }
}
