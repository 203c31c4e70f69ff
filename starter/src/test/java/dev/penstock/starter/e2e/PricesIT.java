package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Prices of models are shown, explained, and replaced only knowingly. */
final class PricesIT extends PenstockTestCase {
    private static final String HEAD = "penstock-prices 1\nas-of 2999-01-01\nsource a test\n\n";

    @Test
    void aPriceIsExplainedAndACardReplacedOnlyByASoundOne() throws IOException {
        penstock.run("prices", "gpt-5.4")
                .expectExit(0)
                .expectShown(
                        "standard, input > 272,000",
                        "longest answer: 128,000",
                        "cost $0.0055; a budget sets aside $0.011 at most");
        penstock.run("prices", "gpt-4o-minni")
                .expectExit(2)
                .expectSaid(
                        "the price of 'gpt-4o-minni' is unknown", "prices: {\"gpt-4o-minni\": {input", "gpt-4o-mini");

        Path card = folder.resolve("card.prices");
        Files.writeString(card, HEAD + "gpt-4o-mini input=1\n");
        penstock.run("prices", "update", card.toString())
                .expectExit(2)
                .expectSaid(
                        "line 5 of the price card: gpt-4o-mini: a model needs input=… and output=…",
                        "stay as they are");

        Files.writeString(card, HEAD.replace("2999-01-01", "2026-11-30") + "gpt-4o-mini input=1000 output=2000\n");
        penstock.run("prices", "update", card.toString())
                .expectExit(0)
                .expectSaid(
                        "replace those of", "gpt-4o-mini: input 0.15 → 1000, cached 0.075 → none, output 0.6 → 2000");

        TestingInput input = inputOf("What is one plus one?");
        JsonNode ended =
                penstock.run("run", input.path(), "--json").expectExit(0).json();
        double cost = ended.path("cost_usd").asDouble();
        assertThat(cost)
                .as("by the new card")
                .isEqualTo((ended.at("/usage/input_tokens").asDouble() * 1000
                                + ended.at("/usage/output_tokens").asDouble() * 2000)
                        / 1_000_000);
    }

    @Test
    void aCardComesFromAnAddressThatJavaTrusts() throws IOException {
        try (CardServer server = new CardServer(folder)) {
            String good =
                    server.put("/good", HEAD.replace("2999-01-01", "2026-11-30") + "gpt-4o-mini input=1 output=2\n");
            penstock.run("prices", "update", good)
                    .expectExit(2)
                    .expectSaid(good + " is not trusted: ", "PENSTOCK_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE");

            penstock.with("JDK_JAVA_OPTIONS", server.trusted());
            penstock.run("prices", "update", server.put("/page", "<html>Not here</html>"))
                    .expectExit(2)
                    .expectSaid(
                            "this is no price card: its first line must be 'penstock-prices 1'", "stay as they are");
            penstock.run("prices", "update", server.address("/nothing"))
                    .expectExit(2)
                    .expectSaid("/nothing answers 404, and not with a price card; check the address");
            penstock.run("prices", "update", good).expectExit(0).expectSaid("gpt-4o-mini: input 0.15 → 1");
            penstock.run("prices", "gpt-4o-mini").expectExit(0).expectShown("of 2026-11-30");
        }
    }
}
