package dev.penstock.store.s3.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of the log by its name, {@code <writer>/<number>.<shards>}, such as {@code 17-x1/000000000003.0_2-7}: those with lines of
 * shard 7 are found without reading any. A writer's numbers only rise.
 *
 * @param key its name below the batch's log
 * @param size in bytes
 */
record LogObject(String key, String writer, long number, SortedSet<Integer> shards, long size) {
    private static final Pattern KEY = Pattern.compile("([^/]+)/(\\d{8,})\\.([0-9_-]+)");
    private static final Pattern RUN = Pattern.compile("(\\d+)(?:_(\\d+))?");

    /** The longest text of shards: some services keep objects in files, whose names have at most 255 characters. */
    private static final int LONGEST_RUNS = 200;

    /** Returns the object for a writer's next group. */
    static LogObject of(String writer, long number, SortedSet<Integer> shards, long size) {
        String runs = runs(shards);
        if (runs.length() > LONGEST_RUNS) {
            // Readers look for a shard in vain then, which costs time only.
            runs = shards.first() + "_" + shards.last();
        }
        return new LogObject("%s/%012d.%s".formatted(writer, number, runs), writer, number, shards, size);
    }

    /** Parses a name; empty for an object of somebody else. */
    static Optional<LogObject> parse(String key, long size) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        SortedSet<Integer> shards = new TreeSet<>();
        Matcher runs = RUN.matcher(parts.group(3));
        while (runs.find()) {
            int first = Integer.parseInt(runs.group(1));
            int last = runs.group(2) == null ? first : Integer.parseInt(runs.group(2));
            for (int shard = first; shard <= last; shard++) {
                shards.add(shard);
            }
        }
        return Optional.of(new LogObject(key, parts.group(1), Long.parseLong(parts.group(2)), shards, size));
    }

    /** Returns the shards as a text: runs of numbers, {@code 0_2-7}. */
    static String runs(SortedSet<Integer> shards) {
        List<String> runs = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int shard : shards) {
            if (first >= 0 && shard == last + 1) {
                last = shard;
                continue;
            }
            add(runs, first, last);
            first = shard;
            last = shard;
        }
        add(runs, first, last);
        return String.join("-", runs);
    }

    private static void add(List<String> runs, int first, int last) {
        if (first >= 0) {
            runs.add(first == last ? Integer.toString(first) : first + "_" + last);
        }
    }
}
