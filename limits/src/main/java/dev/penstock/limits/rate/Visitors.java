package dev.penstock.limits.rate;

/** Some who wait at a gate together, and can be told to leave; those already let through are not concerned. */
public final class Visitors {
    private final Gate gate;
    private volatile boolean left;

    Visitors(Gate gate) {
        this.gate = gate;
    }

    /** They give up waiting now ({@link GateClosedException}), and so does whoever comes later. */
    public void leave() {
        left = true;
        gate.sendAway();
    }

    public boolean haveLeft() {
        return left;
    }
}
