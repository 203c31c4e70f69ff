package dev.penstock.contracts.pool;

/** The state of a pool: whether it may be called, and if not, why. */
public enum PoolState {
    OPEN,
    /** An operator has paused the pool. */
    PAUSED,
    /** The provider has rejected the account; a person has to fix that, and to resume the pool. */
    BLOCKED,
    /** Too many calls were lost; no call starts until the cooldown is over. */
    OUTAGE,
    /** One call of one worker finds out whether the provider works again. */
    PROBING,
    /** The provider works again; the rate grows back. */
    RAMPING,
    /** A limit of an hour or a day is used up; calls start again by themselves when it returns. */
    USED_UP
}
