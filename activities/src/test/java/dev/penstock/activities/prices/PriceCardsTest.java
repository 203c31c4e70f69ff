package dev.penstock.activities.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.DocumentStore;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceCardsTest {
    private static final LocalDate TODAY = LocalDate.of(2030, 1, 1);

    @TempDir
    Path root;

    private DocumentStore documents;
    private PriceCards cards;

    @BeforeEach
    void open() {
        documents = new FileStore(root, Clock.systemUTC()).documents();
        cards = new PriceCards(documents);
    }

    @Test
    void aCardReplacesTheOneThatCameWithPenstockForAllWhoReadTheStore() throws IOException {
        PriceChanges changes = cards.use(card("2029-12-31", "gpt-4o-mini input=1 output=2"), TODAY, false);

        assertThat(changes.removed()).isEqualTo(PriceCard.builtIn().size() - 1);
        assertThat(changes.changed())
                .singleElement()
                .satisfies(one -> assertThat(one.model()).isEqualTo("gpt-4o-mini"));
        PriceCard inUse = new PriceCards(documents).current();
        assertThat(inUse.asOf()).isEqualTo(LocalDate.of(2029, 12, 31));
        assertThat(inUse.find("gpt-4o-mini").orElseThrow())
                .isEqualTo(ModelPrice.of(
                        java.util.Map.of(
                                PriceCondition.STANDARD,
                                java.util.Map.of(
                                        TokenKind.INPUT, new BigDecimal("1"), TokenKind.OUTPUT, new BigDecimal("2"))),
                        null));
        assertThat(cards.useBuiltIn()).isTrue();
        assertThat(cards.current().version()).isEqualTo(PriceCard.builtIn().version());
        assertThat(documents.names("prices")).as("kept by version").contains(inUse.version() + ".prices");
    }

    @Test
    void aBrokenCardChangesNothing() throws IOException {
        cards.use(card("2029-12-30", "a input=1 output=2"), TODAY, false);
        String before = cards.current().version();

        assertThatThrownBy(() -> cards.use(card("2029-12-31", "a input=1"), TODAY, false))
                .hasMessageContaining("a model needs input=… and output=…");
        assertThatThrownBy(() -> cards.use("<html>".getBytes(StandardCharsets.UTF_8), TODAY, true))
                .hasMessageContaining("this is no price card");
        assertThat(cards.current().version()).isEqualTo(before);
    }

    @Test
    void anOlderCardIsTakenOnlyByForceAndOneOfTheFutureNever() throws IOException {
        cards.use(card("2029-12-30", "a input=1 output=2"), TODAY, false);

        assertThatThrownBy(() -> cards.use(card("2029-01-01", "a input=1 output=3"), TODAY, false))
                .hasMessage("the card is of 2029-01-01, older than the one in use, of 2029-12-30; --force takes it");
        assertThat(cards.use(card("2029-01-01", "a input=1 output=3"), TODAY, true)
                        .changed())
                .hasSize(1);
        assertThatThrownBy(() -> cards.use(card("2031-01-01", "a input=1 output=3"), TODAY, true))
                .hasMessageContaining("still to come");
    }

    @Test
    void aCardThatSomebodyBrokeInTheStoreIsNotUsed() throws IOException {
        cards.use(card("2029-12-30", "a input=1 output=2"), TODAY, false);
        documents.write("prices", "in-use.prices", "broken".getBytes(StandardCharsets.UTF_8));

        assertThat(cards.current().version()).isEqualTo(PriceCard.builtIn().version());
    }

    private static byte[] card(String asOf, String... lines) {
        return "penstock-prices 1\nas-of %s\nsource test\n\n%s\n"
                .formatted(asOf, String.join("\n", lines))
                .getBytes(StandardCharsets.UTF_8);
    }
}
