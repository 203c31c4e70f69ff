package dev.penstock.simulator.books;

import java.util.ArrayList;
import java.util.List;

/** Counts calls by prompt in an open-addressed table, which takes some 40 MB for a million prompts. */
final class PromptBook {
    private static final int FIRST_SIZE = 1 << 12;

    private long[] keys = new long[FIRST_SIZE];
    private int[] calls = new int[FIRST_SIZE];
    private int[] admitted = new int[FIRST_SIZE];
    private int[] answered = new int[FIRST_SIZE];
    private int distinct;
    private int duplicates;

    void called(long prompt) {
        int slot = slotOf(prompt);
        calls[slot]++;
    }

    /** Counts an admitted call and returns its number among the prompt's admitted calls, from 1. */
    int admitted(long prompt) {
        int slot = slotOf(prompt);
        return ++admitted[slot];
    }

    void answered(long prompt) {
        int slot = slotOf(prompt);
        if (++answered[slot] == 2) {
            duplicates++;
        }
    }

    PromptCalls of(long prompt) {
        int slot = find(keyOf(prompt));
        return new PromptCalls(calls[slot], admitted[slot], answered[slot]);
    }

    int distinct() {
        return distinct;
    }

    int duplicates() {
        return duplicates;
    }

    List<Long> listDuplicates(int limit) {
        List<Long> found = new ArrayList<>();
        for (int slot = 0; slot < keys.length && found.size() < limit; slot++) {
            if (answered[slot] > 1) {
                found.add(keys[slot]);
            }
        }
        return found;
    }

    /** Returns a prompt's slot; call this method before reading the arrays, because it may replace them. */
    private int slotOf(long prompt) {
        long key = keyOf(prompt);
        int slot = find(key);
        if (keys[slot] == key) {
            return slot;
        }
        if (++distinct * 4L > keys.length * 3L) {
            grow();
            slot = find(key);
        }
        keys[slot] = key;
        return slot;
    }

    /** Returns a prompt's key, which is never 0 because 0 marks an empty slot. */
    private static long keyOf(long prompt) {
        return prompt == 0 ? 1 : prompt;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCalls = calls;
        int[] oldAdmitted = admitted;
        int[] oldAnswered = answered;
        keys = new long[oldKeys.length * 2];
        calls = new int[keys.length];
        admitted = new int[keys.length];
        answered = new int[keys.length];
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != 0) {
                int slot = find(oldKeys[old]);
                keys[slot] = oldKeys[old];
                calls[slot] = oldCalls[old];
                admitted[slot] = oldAdmitted[old];
                answered[slot] = oldAnswered[old];
            }
        }
    }
}
