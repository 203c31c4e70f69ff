package dev.penstock.contracts.pool;

/** The provider whose answers are made up, for trying things out; nobody may take them for real ones. */
public final class SimulatedProvider {
    /** The name of its pool, and what stands for its address where answers say whose they are. */
    public static final String NAME = "simulated";

    private SimulatedProvider() {}
}
