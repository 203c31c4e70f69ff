package dev.penstock.store.s3.log;

import java.util.regex.Pattern;

/** The names under which a shard's lines are found in the log: {@code 0007}, and {@code 0007.analyse} for those of a stage. */
public final class LogFolder {
    /** Allowed names of stages, whose results may have a sample's or a level's number. */
    private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64})*");

    private LogFolder() {}

    static String of(int shard) {
        return "%04d".formatted(shard);
    }

    static String of(int shard, String stage) {
        if (!STAGE.matcher(stage).matches()) {
            throw new IllegalArgumentException("'" + stage + "' is not the name of a stage");
        }
        return "%04d.%s".formatted(shard, stage);
    }

    /** Returns whether these are final results of the batch, not those of a stage. */
    static boolean isFinal(String folder) {
        return folder.indexOf('.') < 0;
    }

    /** Returns the stage's name without the number of a sample; empty for final results. */
    static String stage(String folder) {
        String[] names = folder.split("\\.", -1);
        return names.length == 1 ? "" : names[1];
    }
}
