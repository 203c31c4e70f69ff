package dev.penstock.limits.simulation;

/**
 * A request to be sent.
 *
 * @param reserved tokens it is estimated at, and {@code tokens} it really uses
 * @param alwaysFails whether the provider fails whenever it is asked this
 * @param faults how often it was lost
 */
record SimulatedRequest(String tenant, int reserved, int tokens, boolean alwaysFails, int faults) {
    static final int MOST_FAULTS = 6;

    SimulatedRequest(String tenant, int reserved, int tokens) {
        this(tenant, reserved, tokens, false, 0);
    }

    static SimulatedRequest thatAlwaysFails(String tenant) {
        return new SimulatedRequest(tenant, 500, 500, true, 0);
    }

    SimulatedRequest lostOnceMore() {
        return new SimulatedRequest(tenant, reserved, tokens, alwaysFails, faults + 1);
    }
}
