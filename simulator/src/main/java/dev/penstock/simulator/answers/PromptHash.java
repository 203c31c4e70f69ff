package dev.penstock.simulator.answers;

/**
 * Hashes a prompt to the 64 bits under which the statistics count it. Among a million prompts, two share a hash once
 * in forty million runs.
 */
public final class PromptHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private PromptHash() {}

    public static long of(String prompt) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < prompt.length(); i++) {
            hash = (hash ^ prompt.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /** Returns a number in which every bit depends on all bits of the argument. */
    public static long mix(long bits) {
        long spread = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        spread = (spread ^ (spread >>> 27)) * 0x94d049bb133111ebL;
        return spread ^ (spread >>> 31);
    }
}
