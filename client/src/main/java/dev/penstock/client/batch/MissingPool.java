package dev.penstock.client.batch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pool that a batch waits for because no running worker has it. */
record MissingPool(String name) {
    /**
     * Names of pools that only the environment named: OpenAI or a host, its port, and digits made from the key. A name in a
     * configuration file may end like one, as {@code azure-decade} does; behind a name without a dot or a port, letters alone
     * are taken for a word.
     */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?:[a-z0-9-]*\\.[a-z0-9.-]*|[a-z0-9-]+-\\d{1,5}|(?:openai|localhost)(?=-[a-f]*\\d))-(?<account>[0-9a-f]{6})");

    /** Returns what the batch waits for and what to do, as the end of a sentence about the batch. */
    String sentence() {
        Matcher account = ACCOUNT.matcher(name);
        String another = account.matches()
                ? ", with another key and --account %s if that key replaces it".formatted(account.group("account"))
                : "";
        return "waits for a worker with pool %s; start one with that pool's key%s, or run the same command again"
                .formatted(name, another);
    }
}
