package dev.penstock.client.history;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encrypts the arguments, results and failures in workflows' histories, if {@code PENSTOCK_HISTORY_KEYS} names a file of
 * keys; workflow ids, names and search attributes stay readable. Every process of an installation needs the same keys.
 */
public final class HistoryEncryption {
    private final HistoryKeys keys;

    private HistoryEncryption(HistoryKeys keys) {
        this.keys = keys;
    }

    /**
     * Returns the encryption that the environment sets.
     *
     * @throws IllegalArgumentException when the file of keys cannot be used; the message is a sentence for the user
     */
    public static HistoryEncryption of(Map<String, String> environment) {
        return new HistoryEncryption(HistoryKeys.of(environment));
    }

    /** Returns one line for people: whether histories are encrypted, and the id of the key. */
    public String description() {
        return keys.newest().map("encrypted with the key '%s'"::formatted).orElse("not encrypted");
    }

    /** Returns what encrypts and decrypts payloads; empty if there are no keys. */
    public Optional<PayloadCodec> codec() {
        return keys.newest().map(id -> new HistoryCodec(keys));
    }

    /** Returns options for a client or its workers; without keys they report encrypted histories in one sentence. */
    public WorkflowClientOptions addTo(WorkflowClientOptions options) {
        boolean alsoFailures = keys.newest().isPresent();
        return options.toBuilder()
                .setDataConverter(new CodecDataConverter(
                        GlobalDataConverter.get(), List.of(new HistoryCodec(keys)), alsoFailures))
                .build();
    }
}
