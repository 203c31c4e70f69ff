package dev.penstock.client.batch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pool that a batch waits for because no running worker has it. */
record MissingPool(String name) {
    /** The end of a pool's name that was made from its key. */
    private static final Pattern ACCOUNT = Pattern.compile(".*-([0-9a-f]{6})");

    /** Returns what the batch waits for and what to do, as the end of a sentence about the batch. */
    String sentence() {
        Matcher account = ACCOUNT.matcher(name);
        String another = account.matches()
                ? ", with another key and --account %s if that key replaces it".formatted(account.group(1))
                : "";
        return "waits for a worker with pool %s; start one with that pool's key%s, or run the same command again"
                .formatted(name, another);
    }
}
