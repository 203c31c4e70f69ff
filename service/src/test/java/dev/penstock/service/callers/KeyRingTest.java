package dev.penstock.service.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.BodyLimits;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** What cannot be checked is not accepted. */
final class KeyRingTest {
    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock("2026-11-01T12:00:00Z");
    private DocumentStore documents;
    private ApiKeys keys;
    private KeyRing ring;

    @BeforeEach
    void open() {
        documents = FileStore.at(folder.toUri()).documents();
        keys = new ApiKeys(documents, clock);
        ring = new KeyRing(keys, clock);
    }

    @Test
    void aKeyIsRevokedAlsoWhileAnotherKeysDocumentIsBroken() throws IOException {
        ApiKeys.Created revoked = create();
        ApiKeys.Created other = create();
        ring.refresh();
        documents.write("keys", "00000000.json", "nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(keys.revoke(revoked.key().id())).isTrue();

        ring.refresh();

        assertThat(ring.find(revoked.secret())).isEmpty();
        assertThat(ring.find(other.secret())).contains(other.key());
    }

    @Test
    void aKeyWhoseDocumentBreaksIsNotAcceptedAnyMore() throws IOException {
        ApiKeys.Created key = create();
        ring.refresh();
        documents.write("keys", key.key().id() + ".json", new byte[0]);

        ring.refresh();

        assertThat(ring.find(key.secret())).isEmpty();
    }

    @Test
    void aKeyWhoseDocumentCannotBeReadAtTheMomentIsAcceptedForAMoment() throws IOException {
        ApiKeys.Created key = create();
        ApiKeys.Created other = create();
        ring.refresh();
        Path document = folder.resolve("keys/" + key.key().id() + ".json");
        Path kept = Files.move(document, folder.resolve("kept"));
        Files.createDirectory(document);

        clock.set("2026-11-01T12:00:10Z");
        ring.refresh();
        ring.refresh();
        assertThat(ring.find(key.secret())).contains(key.key());

        clock.set("2026-11-01T12:00:16Z");
        ring.refresh();
        assertThat(ring.find(key.secret())).isEmpty();
        assertThat(ring.find(other.secret())).contains(other.key());

        Files.delete(document);
        Files.move(kept, document);
        ring.refresh();
        assertThat(ring.find(key.secret())).contains(key.key());
    }

    @Test
    void aStoreThatIsGoneHasNotRevokedAllKeys() throws IOException {
        ApiKeys.Created key = create();
        ring.refresh();
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        Files.move(folder, away);

        ring.refresh();
        assertThat(ring.find(key.secret())).contains(key.key());

        Files.move(away, folder);
        assertThat(keys.revoke(key.key().id())).isTrue();
        ring.refresh();
        assertThat(ring.find(key.secret())).isEmpty();
    }

    @Test
    void noKeyIsAcceptedWhileTheKeysCannotBeRead() throws IOException {
        ApiKeys.Created key = create();
        ring.refresh();
        Files.move(folder.resolve("keys"), folder.resolve("elsewhere"));
        Files.writeString(folder.resolve("keys"), "no folder");

        clock.set("2026-11-01T12:00:10Z");
        ring.refresh();
        assertThat(ring.find(key.secret()))
                .as("for a moment, as networks stumble")
                .isPresent();

        clock.set("2026-11-01T12:00:20Z");
        ring.refresh();
        assertThat(ring.isReadable()).isFalse();
        assertThatThrownBy(() -> ring.find(key.secret()))
                .isInstanceOfSatisfying(
                        ApiFailure.class,
                        failure -> assertThat(failure.status().getCode()).isEqualTo(503));

        Files.delete(folder.resolve("keys"));
        Files.move(folder.resolve("elsewhere"), folder.resolve("keys"));
        ring.refresh();
        assertThat(ring.find(key.secret())).isPresent();
    }

    @Test
    void streamsOfARevokedKeyEndAndNobodyElses() throws IOException {
        ApiKeys.Created revoked = create();
        ApiKeys.Created other = create();
        ring.refresh();
        OpenStreams streams = new OpenStreams(ring, null);
        AtomicInteger ended = new AtomicInteger();
        OpenStreams.Stream theirs = streams.open(revoked.key().caller(), ended::incrementAndGet);
        streams.open(other.key().caller(), ended::incrementAndGet).check();
        streams.open(ApiCaller.ANONYMOUS, ended::incrementAndGet).check();

        assertThat(keys.revoke(revoked.key().id())).isTrue();
        ring.refresh();
        streams.endRevoked();
        streams.endRevoked();

        assertThat(ended).hasValue(1);
        assertThatThrownBy(theirs::check).isInstanceOf(ApiFailure.class);
        assertThat(streams.isRevoked(revoked.key().caller())).isTrue();
        assertThat(streams.isRevoked(other.key().caller())).isFalse();
    }

    @Test
    void aCallerCannotOpenAnyNumberOfStreams() throws IOException {
        ApiCaller caller = create().key().caller();
        OpenStreams streams = new OpenStreams(ring, null);
        OpenStreams.Stream first = streams.open(caller, () -> {});
        for (int n = 1; n < 200; n++) {
            streams.open(caller, () -> {}).check();
        }

        assertThatThrownBy(() -> streams.open(caller, () -> {})).isInstanceOf(ApiFailure.class);
        first.close();
        streams.open(caller, () -> {}).check();
    }

    @Test
    void aKeyHasSixteenSocketsAndAllTogetherWhatTheirMessagesLeaveRoomFor() throws IOException {
        OpenStreams streams = new OpenStreams(ring, null);
        ApiCaller caller = create().key().caller();
        OpenStreams.Stream first = streams.openSocket(caller, () -> {});
        for (int n = 1; n < 16; n++) {
            streams.openSocket(caller, () -> {}).check();
        }
        assertThatThrownBy(() -> streams.openSocket(caller, () -> {})).isInstanceOf(ApiFailure.class);
        streams.open(caller, () -> {}).check();
        first.close();
        first.close();
        streams.openSocket(caller, () -> {}).check();

        int opened = 0;
        long room = Runtime.getRuntime().maxMemory() / BodyLimits.HEAP_PART / BodyLimits.MESSAGE;
        try {
            for (; opened < 10_000; opened++) {
                streams.openSocket(create().key().caller(), () -> {}).check();
            }
        } catch (ApiFailure full) {
            assertThat(full.status().getCode()).isEqualTo(429);
        }
        assertThat(opened + 16L).isEqualTo(Math.max(16, room));
    }

    @Test
    void aBodyThatNobodyReadsHasNoPlace() throws IOException {
        OpenStreams streams = new OpenStreams(ring, null);
        ApiCaller caller = create().key().caller();
        for (int n = 0; n < 1_000; n++) {
            Publisher<String> unused = streams.during(caller, stream -> Flux.just("a"));
        }

        for (int n = 0; n < 1_000; n++) {
            assertThat(Flux.from(streams.during(caller, stream -> Flux.just("a")))
                            .collectList()
                            .block())
                    .containsExactly("a");
        }
    }

    private ApiKeys.Created create() throws IOException {
        return keys.create("acme", false, Urgency.NORMAL, null, KeyLimits.NONE);
    }
}
