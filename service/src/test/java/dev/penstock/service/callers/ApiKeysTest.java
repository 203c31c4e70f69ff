package dev.penstock.service.callers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.Urgency;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
    @TempDir
    Path folder;

    private DocumentStore documents;
    private ApiKeys keys;

    @BeforeEach
    void open() {
        documents = FileStore.at(folder.toUri()).documents();
        keys = new ApiKeys(documents, Clock.systemUTC());
    }

    @Test
    void aKeyIsFoundByWhatItsBearerShows() throws IOException {
        ApiKeys.Created acme = create("acme");
        ApiKeys.Created other = create("other");

        assertThat(ApiKeys.find(acme.secret(), keys.list().keys())).contains(acme.key());
        assertThat(ApiKeys.find(other.secret(), keys.list().keys())).contains(other.key());
    }

    @Test
    void nothingThatIsKeptOrPrintedIsEnoughToUseAKey() throws IOException {
        ApiKeys.Created acme = create("acme");
        String secret = acme.secret().substring(acme.secret().lastIndexOf('-') + 1);

        String kept =
                new String(documents.read("keys", acme.key().id() + ".json").orElseThrow(), StandardCharsets.UTF_8);

        assertThat(kept).contains("acme").doesNotContain(secret);
        assertThat(acme.toString()).doesNotContain(secret);
        assertThat(acme.key().toString()).doesNotContain(secret);
    }

    @Test
    void halfAKeyOrAnotherSecretOpensNothing() throws IOException {
        ApiKeys.Created acme = create("acme");
        String shown = acme.secret();
        String wrong = shown.substring(0, shown.length() - 1) + (shown.endsWith("0") ? "1" : "0");

        assertThat(ApiKeys.find(wrong, keys.list().keys())).isEmpty();
        assertThat(ApiKeys.find(
                        shown.substring(0, shown.length() - 2), keys.list().keys()))
                .isEmpty();
        assertThat(ApiKeys.find("sk-anything", keys.list().keys())).isEmpty();
        assertThat(ApiKeys.find("", keys.list().keys())).isEmpty();
    }

    @Test
    void aRevokedKeyIsGone() throws IOException {
        ApiKeys.Created acme = create("acme");

        assertThat(keys.revoke(acme.key().id())).isTrue();

        assertThat(keys.list().keys()).isEmpty();
        assertThat(keys.revoke(acme.key().id())).isFalse();
        assertThat(keys.revoke("../../elsewhere")).isFalse();
    }

    @Test
    void aBrokenDocumentIsNamedAndOpensNothingButHarmsNoOtherKey() throws IOException {
        ApiKeys.Created acme = create("acme");
        ApiKeys.Created other = create("other");
        byte[] kept = documents.read("keys", other.key().id() + ".json").orElseThrow();
        documents.write("keys", "00000000.json", "nonsense".getBytes(StandardCharsets.UTF_8));
        documents.write("keys", "00000001.json", "{\"id\":\"00000001\"}".getBytes(StandardCharsets.UTF_8));
        documents.write("keys", "00000002.json", "null".getBytes(StandardCharsets.UTF_8));
        documents.write("keys", "copy.json", kept);
        Files.createDirectory(folder.resolve("keys/00000003.json"));
        assertThat(keys.revoke(other.key().id())).isTrue();

        ApiKeys.Listing read = keys.list();

        assertThat(read.keys()).containsExactly(acme.key());
        assertThat(read.faults())
                .hasSize(5)
                .anyMatch(fault -> fault.contains("keys/00000000.json"))
                .filteredOn(fault -> fault.contains("is not a key and opens nothing"))
                .hasSize(4);
        assertThat(read.unread()).containsExactly("00000003.json");
    }

    private ApiKeys.Created create(String tenant) throws IOException {
        return keys.create(tenant, false, Urgency.NORMAL, null, KeyLimits.NONE);
    }
}
