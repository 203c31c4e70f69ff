package dev.penstock.activities.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.store.UntrustedJson;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnboundedCostTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"data_collection\":\"deny\",\"zdr\":true}",
                "{\"max_price\":{\"prompt\":1},\"allow_fallbacks\":false}",
                "{\"sort\":\"price\",\"require_parameters\":true}",
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

    @Test
    void soMayTheFastestOneAndWhatIsNoObject() throws JsonProcessingException {
        assertThat(find("{\"sort\":\"throughput\"}")).hasValue("'provider.sort'");
        assertThat(find("\"dear\"")).hasValue("'provider'");
    }

    private static Optional<String> find(String provider) throws JsonProcessingException {
        return UnboundedCost.find(UntrustedJson.parse("{\"model\":\"m\",\"provider\":%s}".formatted(provider)));
    }
}
