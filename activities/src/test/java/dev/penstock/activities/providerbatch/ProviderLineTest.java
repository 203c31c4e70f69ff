package dev.penstock.activities.providerbatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':'b_1','custom_id':'line-7','response':{'body':{'data':[[0.1,0. | line-7",
                "{'id':'b_1','response':{'body':{'data':[[0.1,0. | ''",
                "{'custom_id':'line- | ''",
                "xxxxxx | ''"
            },
            quoteCharacter = '^')
    void theRequestIsFoundInTheBeginningOfALineThatIsTooLong(String beginning, String customId) {
        assertThat(ProviderLine.customId(beginning.replace('\'', '"').getBytes(UTF_8)))
                .isEqualTo(customId.replace("'", ""));
    }
}
