package dev.penstock.starter.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.providers.Dialect;
import dev.penstock.providers.key.KeyFile;
import dev.penstock.providers.key.RenewedKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyVariableTest {
    @Test
    void aKeyFileThatIsGoneWhenItIsReadAgainIsToldInASentence() {
        KeyVariable key = new KeyVariable(
                "OPENAI_API_KEY_FILE", new RenewedKey(new KeyFile(Path.of("/nowhere/key")), InstantSource.system()));

        assertThatThrownBy(() -> key.refuseForeign(Optional.of(Dialect.OPENAI)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OPENAI_API_KEY_FILE: the key file /nowhere/key: there is no such file; ");
    }
}
