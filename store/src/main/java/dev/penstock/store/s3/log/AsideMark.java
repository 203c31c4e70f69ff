package dev.penstock.store.s3.log;

import java.util.Map;
import java.util.Set;

/**
 * A mark that takes stages' results and all final results out of a batch's log: objects stay as they are, and readers leave out
 * what the marks name.
 *
 * @param stages the names of stages
 * @param through the last number of each writer that the mark is about
 */
record AsideMark(Set<String> stages, Map<String, Long> through) {
    boolean isAside(LogObject object, String folder) {
        return object.number() <= through.getOrDefault(object.writer(), 0L)
                && (LogFolder.isFinal(folder) || stages.contains(LogFolder.stage(folder)));
    }
}
