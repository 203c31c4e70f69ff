package dev.penstock.activities.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceCardTest {
    private static final String HEAD = "penstock-prices 1\nas-of 2026-11-30\nsource test\n\n";

    @Test
    void theBuiltInCardIsSoundAndHasHundredsOfModels() {
        PriceCard card = PriceCard.builtIn();

        card.check();
        assertThat(card.size()).isGreaterThan(1_000);
        assertThat(card.names()).contains("gpt-4o-mini", "claude-sonnet-4-5", "gemini/gemini-2.5-pro", "azure/gpt-4o");
        assertThat(card.asOf()).isAfter(LocalDate.of(2026, 1, 1));
        card.names().forEach(name -> assertThat(card.find(name)).isPresent());
        assertThat(card.find("nobody-knows")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m input=1            | line 5 of the price card: m: a model needs input=… and output=…",
                "m input=-1 output=2  | line 5 of the price card: m: 'input=-1' is no price",
                "m input=1 output=1e9 | line 5 of the price card: m: 'output=1e9' is no price",
                "m input=1 output=2 x | line 5 of the price card: m: 'x' is no price, as input=0.15 is",
                "m input=1 output=2 gold=3 | line 5 of the price card: m: there is no kind of tokens 'gold'",
                "m input=1 output=2 :cached=3 | line 5 of the price card: m: '' is no tier or number of tokens",
                "m max-output=0 input=1 output=2 | line 5 of the price card: m: max-output must be a number of tokens",
            })
    void aWrongLineIsNamedWithWhatIsWanted(String line, String said) {
        assertThatThrownBy(() -> card(HEAD + line + "\n").check()).hasMessageStartingWith(said);
    }

    @Test
    void soIsAWrongHead() {
        assertThatThrownBy(() -> card("{}")).hasMessageContaining("its first line must be 'penstock-prices 1'");
        assertThatThrownBy(() -> card(HEAD.replace("2026-11-30", "soon") + "m input=1 output=2"))
                .hasMessageContaining("as-of must be a date such as 2026-11-30, not 'soon'");
        assertThatThrownBy(() ->
                        card(HEAD + "b input=1 output=2\na input=1 output=2\n").check())
                .hasMessage("line 6 of the price card: 'a' must come before 'b': models are sorted, each once");
    }

    @Test
    void aPriceIsWrittenAsItIsRead() {
        String text = "max-output=10 input=1 cached=0.5 output=2 >200000:input=3 flex:input=0.25 flex>200000:output=1";

        assertThat(ModelPrice.parse(text)).hasToString(text).isEqualTo(ModelPrice.parse(text));
    }

    @Test
    void theVersionIsThatOfTheContent() {
        PriceCard one = card(HEAD + "m input=1 output=2\n");

        assertThat(one.version())
                .startsWith("2026-11-30-")
                .isEqualTo(card(HEAD + "m input=1 output=2\n").version());
        assertThat(card(HEAD + "m input=1 output=3\n").version()).isNotEqualTo(one.version());
    }

    static PriceCard card(String text) {
        return PriceCard.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
