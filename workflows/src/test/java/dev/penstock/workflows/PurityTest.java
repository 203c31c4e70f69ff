package dev.penstock.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Workflow code is replayed: what differs between two runs must not reach it. */
@AnalyzeClasses(packages = "dev.penstock.workflows", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    @ArchTest
    static final ArchRule touchesNoFilesNetworkOrThreads = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio..", "java.net..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

    /** What is replayed of limits is governed by that module's own test. */
    @ArchTest
    static final ArchRule callsOfLimitsOnlyWhatIsReplayable = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.penstock.limits.rate..", "dev.penstock.limits.traffic..");

    @ArchTest
    static final ArchRule asksTemporalForTimeAndChance = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(Random.class);

    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().matching("dev.penstock.(**)").should().beFreeOfCycles();
}
