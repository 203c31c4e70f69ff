package dev.penstock.contracts.pool;

/** Whether a pool may be called. */
public enum PoolState {
    OPEN,
    /** An operator said so. */
    PAUSED,
    /** The provider turned the account away; a person has to mend it, and to resume the pool. */
    BLOCKED,
    /** Too many calls were lost; nothing is called until the cooldown is over. */
    OUTAGE,
    /** One call in the whole fleet finds out whether the provider is well again. */
    PROBING,
    /** It is well again; the rate grows back. */
    RAMPING
}
