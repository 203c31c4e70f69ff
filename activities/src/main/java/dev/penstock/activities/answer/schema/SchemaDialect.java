package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Reads schemas of one version of JSON Schema, and loads nothing for them. */
final class SchemaDialect {
    private static final Map<VersionFlag, SchemaDialect> DIALECTS = new EnumMap<>(VersionFlag.class);

    static {
        for (VersionFlag version :
                new VersionFlag[] {VersionFlag.V6, VersionFlag.V7, VersionFlag.V201909, VersionFlag.V202012}) {
            DIALECTS.put(version, new SchemaDialect(version));
        }
    }

    private final JsonSchemaFactory factory;
    private final JsonSchema meta;

    private SchemaDialect(VersionFlag version) {
        // Within the library.
        meta = JsonSchemaFactory.getInstance(version).getSchema(SchemaLocation.of(version.getId()));
        JsonMetaSchema counting = JsonMetaSchema.builder(
                        JsonSchemaFactory.checkVersion(version).getInstance())
                .keyword(new CheckingEffort.Keyword())
                // The library's own factory remembers and logs each of them for ever.
                .unknownKeywordFactory((keyword, context) -> null)
                .build();
        factory = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(counting.getIri())
                .metaSchema(counting)
                .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
                .build();
    }

    /**
     * Returns the dialect that a schema names; 2020-12 if it names none.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static SchemaDialect of(ObjectNode schema) {
        JsonNode named = schema.path("$schema");
        if (named.isMissingNode()) {
            return of(VersionFlag.V202012);
        }
        return Arrays.stream(VersionFlag.values())
                .filter(version -> plain(version.getId()).equals(plain(named.asText())))
                .filter(DIALECTS::containsKey)
                .findFirst()
                .map(SchemaDialect::of)
                .orElseThrow(() ->
                        new IllegalArgumentException("\"$schema\" of \"schema\" must be one of %s, not \"%s\""
                                .formatted(
                                        DIALECTS.keySet().stream()
                                                .map(VersionFlag::getId)
                                                .toList(),
                                        named.asText())));
    }

    private static SchemaDialect of(VersionFlag version) {
        SchemaDialect dialect = DIALECTS.get(version);
        if (dialect == null) {
            throw new IllegalStateException("no dialect " + version);
        }
        return dialect;
    }

    private static String plain(String id) {
        return id.replace("https://", "http://").replace("#", "");
    }

    /** Checks a schema itself. */
    Set<ValidationMessage> validate(ObjectNode schema) {
        return meta.validate(schema);
    }

    /**
     * @param cached whether a reference is followed once only; a schema that refers to itself would grow in memory
     */
    JsonSchema read(ObjectNode schema, boolean cached) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .cacheRefs(cached)
                .formatAssertionsEnabled(false)
                .regularExpressionFactory(LinearPattern::of)
                .build();
        JsonSchema read = factory.getSchema(schema, config);
        read.initializeValidators();
        return read;
    }
}
