package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.batch.PartLimits;
import dev.penstock.contracts.providerbatch.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts lines into parts as they come: each of one pool, url and model, none larger than the provider accepts. */
final class PartCutter {
    private final PartLimits limits;
    private final Map<Kind, Open> open = new LinkedHashMap<>();
    private final List<StoredPart> done = new ArrayList<>();

    PartCutter(PartLimits limits) {
        this.limits = limits;
    }

    /** The properties that all requests of one file at the provider must share. */
    record Kind(String pool, String url, String model) {}

    /**
     * Adds a line to a part.
     *
     * @param length length of the line in {@code input.jsonl}
     * @param bytes length of the line in the provider's file
     */
    void add(Kind kind, int shard, long offset, int length, int bytes, long tokens) {
        Open part = open.computeIfAbsent(kind, any -> new Open());
        if (part.requests > 0 && !part.hasRoomFor(bytes, tokens)) {
            done.add(part.close(kind, done.size() + 1));
            part = new Open();
            open.put(kind, part);
        }
        part.add(shard, offset, length, bytes, tokens);
    }

    List<StoredPart> finish() {
        open.forEach((kind, part) -> done.add(part.close(kind, done.size() + 1)));
        open.clear();
        return List.copyOf(done);
    }

    private final class Open {
        private final List<StoredPart.Range> ranges = new ArrayList<>();
        private int requests;
        private long bytes;
        private long tokens;

        private boolean hasRoomFor(int moreBytes, long moreTokens) {
            return requests < limits.requests()
                    && bytes + moreBytes <= limits.bytes()
                    && limits.allowTokens(tokens + moreTokens);
        }

        private void add(int shard, long offset, int length, int moreBytes, long moreTokens) {
            StoredPart.Range last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.shard() == shard && last.end() == offset) {
                ranges.set(ranges.size() - 1, new StoredPart.Range(shard, last.offset(), last.length() + length));
            } else {
                ranges.add(new StoredPart.Range(shard, offset, length));
            }
            requests++;
            bytes += moreBytes;
            tokens += moreTokens;
        }

        private StoredPart close(Kind kind, int number) {
            Part part = new Part(number, kind.pool(), kind.url(), kind.model(), requests, bytes, tokens);
            return new StoredPart(part, List.copyOf(ranges));
        }
    }
}
