package dev.penstock.worker.config;

import dev.penstock.providers.ProviderKey;
import dev.penstock.providers.Secret;
import dev.penstock.providers.key.KeyCommand;
import dev.penstock.providers.key.KeyFile;
import dev.penstock.providers.key.RenewedKey;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads the key of a pool from the configuration, or where the key is kept if it changes. */
final class PoolKey {
    static final String FILE = "api-key-file";
    static final String COMMAND = "api-key-command";
    private static final List<String> ALL = List.of("api-key", "api-keys", FILE, COMMAND);

    private final PoolDialect dialect;
    private final boolean wasNamed;

    /**
     * @param wasNamed whether the user has named the configuration's file or keeps it in the state folder; one that is merely
     *     found in the working folder, which may be another's, may neither run commands nor send files to an address that it names
     */
    PoolKey(PoolDialect dialect, boolean wasNamed) {
        this.dialect = dialect;
        this.wasNamed = wasNamed;
    }

    /** Returns the pool's only key; empty if it has none, or several. */
    Optional<ProviderKey> find(SettingGroup fields, URI address) {
        List<String> set = ALL.stream().filter(fields.names()::contains).toList();
        if (set.size() > 1) {
            throw fields.place(set.getLast())
                    .wrong("a pool has one of %s, and this one has %s; remove the others"
                            .formatted(String.join(", ", ALL), String.join(" and ", set)));
        }
        Optional<Secret> key = fields.findSecret("api-key", SettingParser::secret);
        key.ifPresent(found -> dialect.check(found, fields.place("api-key"), address));
        return key.<ProviderKey>map(found -> found)
                .or(() -> fields.findSecret(FILE, text -> text).map(path -> file(path, fields, address)))
                .or(() -> fields.findSecret(COMMAND, text -> text).map(command -> command(command, fields)));
    }

    private ProviderKey file(String path, SettingGroup fields, URI address) {
        refuseIfFound(FILE, fields.place(FILE));
        RenewedKey key = new RenewedKey(new KeyFile(Path.of(path)), InstantSource.system());
        try {
            dialect.check(key.current(), fields.place(FILE), address);
        } catch (ProviderKey.UnavailableException e) {
            throw fields.place(FILE).wrong(String.valueOf(e.getMessage()));
        }
        return key;
    }

    private ProviderKey command(String command, SettingGroup fields) {
        refuseIfFound(COMMAND, fields.place(COMMAND));
        return new RenewedKey(new KeyCommand(command, KeyCommand.USUAL_PATIENCE), InstantSource.system());
    }

    private void refuseIfFound(String setting, SourcePosition place) {
        if (!wasNamed && !place.isVariable()) {
            throw place.wrong(
                    "%s is not taken from a file that was only found in the working folder; name the file (--config, PENSTOCK_CONFIG), or keep it in PENSTOCK_HOME"
                            .formatted(setting));
        }
    }
}
