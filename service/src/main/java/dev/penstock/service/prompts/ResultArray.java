package dev.penstock.service.prompts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Streams the JSON of a batch with its results, generated while it is read, because results may be many. */
final class ResultArray {
    private static final byte[] OPEN = ",\"results\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] CLOSE = "]}".getBytes(StandardCharsets.UTF_8);

    private final Store store;

    ResultArray(Store store) {
        this.store = store;
    }

    InputStream behind(PromptBatch batch, BatchId id, boolean over) throws IOException {
        byte[] object = Json.MAPPER
                .copy()
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .writeValueAsBytes(batch);
        return joined(
                new ByteArrayInputStream(object, 0, object.length - 1),
                new ByteArrayInputStream(OPEN),
                new ArrayOfLines(over ? written(id) : soFar(id)),
                new ByteArrayInputStream(CLOSE));
    }

    /** Returns the results of an ended batch in the order of the prompts: first the answers, then the dead letters. */
    private InputStream written(BatchId id) throws IOException {
        return joined(
                store.find(id, BatchFile.OUTPUT).orElse(InputStream.nullInputStream()),
                store.find(id, BatchFile.ERRORS).orElse(InputStream.nullInputStream()));
    }

    private InputStream soFar(BatchId id) {
        FollowedResults results = store.follow(id);
        Iterator<InputStream> portions = Stream.generate(() -> some(results))
                .takeWhile(lines -> !lines.isEmpty())
                .map(lines -> (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
                .<InputStream>map(ByteArrayInputStream::new)
                .iterator();
        return new SequenceInputStream(each(portions));
    }

    private static Enumeration<InputStream> each(Iterator<InputStream> portions) {
        return new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return portions.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return portions.next();
            }
        };
    }

    private static List<String> some(FollowedResults results) {
        try {
            return results.readSome();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream joined(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }
}
