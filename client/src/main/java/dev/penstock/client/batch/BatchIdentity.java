package dev.penstock.client.batch;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.input.BucketInput;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.InputFiles;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.plan.OptionText;
import dev.penstock.store.s3.object.BucketFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;

/** Derives a batch's id from its input, specification and provider, so that submitting equal work again finds its batch. */
public final class BatchIdentity {
    private static final int NAME_LENGTH = 60;
    private static final int DIGEST_LENGTH = 10;
    /** Options that change how a batch runs, but not which requests are sent; they are no part of the id. */
    private static final Set<SpecKey> RUN_OPTIONS = Set.of(
            SpecKey.INPUT,
            SpecKey.PRIORITY,
            SpecKey.DEADLINE,
            SpecKey.FAILURE,
            SpecKey.FAIL_ON,
            SpecKey.ALERT_ERROR_RATE,
            SpecKey.PAUSE_ON_ALERT,
            SpecKey.SLICE,
            SpecKey.SHARD,
            SpecKey.BUDGET_USD,
            SpecKey.CACHE,
            SpecKey.CACHE_MAX_AGE,
            SpecKey.DEDUPLICATE,
            SpecKey.TENANT,
            SpecKey.KEY,
            SpecKey.STORE,
            SpecKey.POOLS,
            SpecKey.WEIGHT,
            SpecKey.ROUND,
            SpecKey.RERUN);

    private BatchIdentity() {}

    /** Returns the input's name with a digest of the input's content, the options that shape requests, and the provider. */
    public static BatchId of(InputLocation input, BatchSpec spec, String provider) throws IOException {
        ContentDigest digest = new ContentDigest();
        switch (input) {
            case DiskInput disk -> addFiles(disk.file(), digest);
            case BucketInput object -> add(new BucketFile(object.place()).open(), digest);
        }
        digest.add(requestOptions(spec) + provider);
        if (spec.format() == InputFormat.AUTO) {
            // The same content under another ending is read in another way.
            digest.add(InputName.format(input.toString()));
        }
        return new BatchId(name(input) + "-" + digest.hex().substring(0, DIGEST_LENGTH));
    }

    private static void addFiles(Path input, ContentDigest digest) throws IOException {
        InputFiles files = InputFiles.of(input);
        for (Path file : files.files()) {
            if (InputFiles.areSeveral(input)) {
                digest.add(files.name(file));
            }
            add(Files.newInputStream(file), digest);
        }
    }

    private static void add(InputStream file, ContentDigest digest) throws IOException {
        try (InputStream content = digest.through(file)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Returns whether a key says how a batch runs, and nothing about what it asks. */
    static boolean isRunOption(SpecKey key) {
        return RUN_OPTIONS.contains(key);
    }

    private static String requestOptions(BatchSpec spec) {
        BatchSpec rest = spec;
        for (SpecKey key : RUN_OPTIONS) {
            rest = rest.with(key, null);
        }
        rest = rest.with(SpecKey.SCHEMA, rest.schema().map(OptionText::of).orElse(null));
        String stages = spec.stages().map(Pipeline::requestOptions).orElse("");
        return new TreeMap<>(rest.with(SpecKey.STAGES, null).fields()) + stages;
    }

    private static String name(InputLocation input) {
        String file = input.path()
                .filter(InputFiles::areSeveral)
                .map(several -> String.valueOf(InputFiles.base(several).getFileName()))
                .orElseGet(input::fileName);
        String stem = InputName.stem(file).replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return stem.isEmpty() ? "batch" : stem.substring(0, Math.min(NAME_LENGTH, stem.length()));
    }
}
