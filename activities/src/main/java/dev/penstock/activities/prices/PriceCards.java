package dev.penstock.activities.prices;

import dev.penstock.store.DocumentStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The price cards of a store: the one in use, which all its workers read when they start, and those before it. */
public final class PriceCards {
    private static final Logger log = LoggerFactory.getLogger(PriceCards.class);
    private static final String FOLDER = "prices";
    private static final String IN_USE = "in-use.prices";
    private static final String ENDING = ".prices";

    private final DocumentStore documents;

    public PriceCards(DocumentStore documents) {
        this.documents = documents;
    }

    /** Returns the card that was set with {@link #use}, or else the one that comes with Penstock. */
    public PriceCard current() {
        try {
            return own().orElseGet(PriceCard::builtIn);
        } catch (IllegalArgumentException e) {
            log.warn("The store's prices cannot be used, those that came with Penstock are: {}", e.getMessage());
            return PriceCard.builtIn();
        }
    }

    /**
     * Returns the card that was set with {@link #use}.
     *
     * @throws IllegalArgumentException if somebody has broken it
     */
    public Optional<PriceCard> own() {
        try {
            return documents.read(FOLDER, IN_USE).map(PriceCard::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts a card into use, and keeps it under its version too. A card that is not sound changes nothing.
     *
     * @param content the card
     * @param today no card is of a later day
     * @param isForced whether an older card may replace a newer one
     * @return what changes against the card that was in use
     * @throws IllegalArgumentException if the card is not sound; the message is a sentence for the user
     */
    public PriceChanges use(byte[] content, LocalDate today, boolean isForced) throws IOException {
        PriceCard card = PriceCard.read(content);
        card.check();
        if (card.asOf().isAfter(today.plusDays(1))) {
            throw new IllegalArgumentException("the card is of %s, which is still to come".formatted(card.asOf()));
        }
        PriceCard before = current();
        if (card.asOf().isBefore(before.asOf()) && !isForced) {
            throw new IllegalArgumentException("the card is of %s, older than the one in use, of %s; --force takes it"
                    .formatted(card.asOf(), before.asOf()));
        }
        PriceChanges changes = PriceChanges.between(before, card);
        documents.write(FOLDER, card.version() + ENDING, content);
        documents.write(FOLDER, IN_USE, content);
        return changes;
    }

    /** Goes back to the card that comes with Penstock; returns whether another one was in use. */
    public boolean useBuiltIn() throws IOException {
        return documents.delete(FOLDER, IN_USE);
    }
}
