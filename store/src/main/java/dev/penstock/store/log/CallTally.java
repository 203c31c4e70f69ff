package dev.penstock.store.log;

import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the calls of each line that ended without a result, from the journals of all writers. */
public final class CallTally {
    private final Map<Long, Integer> throttled = new HashMap<>();
    private final Map<Long, List<Long>> lostAt = new HashMap<>();
    private final Map<Long, List<Long>> lostOnTheWayAt = new HashMap<>();
    private final Map<Long, Long> latestResult = new HashMap<>();
    private final Map<WriterLine, Integer> open = new HashMap<>();

    /** Counts a line of a writer's journal. */
    public void read(String writer, byte[] text) throws IOException {
        String[] words = new String(text, StandardCharsets.US_ASCII).split(" ", -1);
        try {
            long line = Long.parseLong(words[1]);
            switch (words[0].charAt(0)) {
                case CallRecord.BEGUN -> open.merge(new WriterLine(writer, line), 1, Integer::sum);
                case CallRecord.LOST -> {
                    at(lostAt, line, Long.parseLong(words[2]));
                    ended(writer, line);
                }
                case CallRecord.LOST_ON_THE_WAY -> {
                    boolean isFault = words.length == 3;
                    if (isFault) {
                        at(lostAt, line, Long.parseLong(words[2]));
                    }
                    at(lostOnTheWayAt, line, Long.parseLong(words[2]));
                    ended(writer, line);
                }
                case CallRecord.THROTTLED -> {
                    throttled.merge(line, 1, Integer::sum);
                    ended(writer, line);
                }
                case CallRecord.TURNED_AWAY -> ended(writer, line);
                default -> throw new IOException("not the record of a call");
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException("not the record of a call", e);
        }
    }

    /** Ends the call of a result's writer; only calls lost after the latest dead letter count for a later round. */
    public void result(String writer, Result result) {
        Instant startedAt = result.startedAt();
        if (startedAt != null) {
            if (!result.isAnswered()) {
                latestResult.merge(result.line(), startedAt.toEpochMilli(), Math::max);
            }
            ended(writer, result.line());
        }
    }

    /** Counts the call of a retracted answer as one that is lost, and was paid for. */
    public void retracted(Result retraction) {
        Instant startedAt = retraction.startedAt();
        if (startedAt != null) {
            at(lostAt, retraction.line(), startedAt.toEpochMilli());
            at(lostOnTheWayAt, retraction.line(), startedAt.toEpochMilli());
        }
    }

    /** Returns the calls without a result of each line that has any. */
    public Map<Long, Calls> calls() {
        Map<Long, Calls> calls = new HashMap<>();
        throttled.forEach((line, count) -> calls.merge(line, new Calls(0, count, 0, 0), CallTally::plus));
        lostAt.keySet()
                .forEach(line -> calls.merge(line, new Calls(sinceResult(lostAt, line), 0, 0, 0), CallTally::plus));
        lostOnTheWayAt
                .keySet()
                .forEach(line ->
                        calls.merge(line, new Calls(0, 0, 0, sinceResult(lostOnTheWayAt, line)), CallTally::plus));
        // Journals are read before results: a count below zero is a call whose beginning is not read yet.
        open.forEach((call, count) -> calls.merge(call.line, new Calls(0, 0, Math.max(0, count), 0), CallTally::plus));
        calls.values().removeIf(Calls.NONE::equals);
        return calls;
    }

    private void ended(String writer, long line) {
        open.merge(new WriterLine(writer, line), -1, (a, b) -> a + b == 0 ? null : a + b);
    }

    private static Calls plus(Calls a, Calls b) {
        return new Calls(
                a.lost() + b.lost(),
                a.throttled() + b.throttled(),
                a.cutOff() + b.cutOff(),
                a.lostOnTheWay() + b.lostOnTheWay());
    }

    private static void at(Map<Long, List<Long>> times, long line, long millis) {
        times.computeIfAbsent(line, any -> new ArrayList<>(2)).add(millis);
    }

    private int sinceResult(Map<Long, List<Long>> times, long line) {
        long since = latestResult.getOrDefault(line, Long.MIN_VALUE);
        return (int) times.getOrDefault(line, List.of()).stream()
                .filter(time -> time > since)
                .count();
    }

    private record WriterLine(String writer, long line) {}
}
