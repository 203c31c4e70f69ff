package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.store.UntrustedJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnboundedCostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"max_price\":{\"prompt\":1}}",
                "{\"sort\":\"price\",\"zdr\":null}",
                "{\"order\":[]}"
            })
    void routingThatChoosesNoDearerProviderIsAllowed(String provider) throws JsonProcessingException {
        assertThat(find(provider)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"order\":[\"dear\"]}", "{\"order\":[\"dear\"],\"sort\":\"price\"}"})
    void aChosenProviderMayChargeMoreThanTheModelsPrice(String provider) throws JsonProcessingException {
        assertThat(find(provider)).hasValue("'provider.order'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "data_collection    | \"deny\"",
                "zdr                | true",
                "require_parameters | true",
                "allow_fallbacks    | false"
            })
    void whatLeavesProvidersOutMayLeaveOnlyDearOnes(String field, String value) throws JsonProcessingException {
        assertThat(find("{\"%s\":%s,\"sort\":\"price\"}".formatted(field, value)))
                .hasValue("'provider.%s'".formatted(field));
    }

    @Test
    void soMayTheFastestOneAndWhatIsNoObject() throws JsonProcessingException {
        assertThat(find("{\"sort\":\"throughput\"}")).hasValue("'provider.sort'");
        assertThat(find("\"dear\"")).hasValue("'provider'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "cached_content | {\"extra_body\":{\"google\":{\"cached_content\":\"cachedContents/1\"}}}",
                "cached_content | {\"cached_content\":\"cachedContents/1\"}",
                "mcp_servers    | {\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://example.com\"}]}"
            })
    void whatIsStoredAtTheProviderOrComesFromServersHasNoBound(String field, String body)
            throws JsonProcessingException {
        assertThat(UnboundedCost.find(UntrustedJson.parse(body))).hasValue("'%s'".formatted(field));
    }

    private static Optional<String> find(String provider) throws JsonProcessingException {
        return UnboundedCost.find(UntrustedJson.parse("{\"model\":\"m\",\"provider\":%s}".formatted(provider)));
    }
}
