package dev.penstock.limits;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;

/** Limits are arithmetic on values that are passed in, and on time that is passed in too. */
@AnalyzeClasses(packages = "dev.penstock.limits", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {
    /** Workflows call these, so that they are replayed: no locks, no threads, no chance. */
    private static final String[] REPLAYED = {"..limits.governor..", "..limits.budget.."};

    private static final Set<String> CLOCKS_AND_CHANCE =
            Set.of("nanoTime", "currentTimeMillis", "now", "random", "randomUUID", "getDefault");

    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().matching("dev.penstock.limits.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule needsContractsAndNothingElse = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.penstock.limits..", "dev.penstock.contracts..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule touchesNoFilesOrNetwork =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.io..", "java.nio..", "java.net..");

    @ArchTest
    static final ArchRule isToldTheTimeAndGivenItsChance = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "a clock or a source of chance is",
                    access -> access.getTargetOwner().getPackageName().startsWith("java.")
                            && CLOCKS_AND_CHANCE.contains(access.getTarget().getName())));

    @ArchTest
    static final ArchRule whatWorkflowsCallNeitherWaitsNorGuesses = noClasses()
            .that()
            .resideInAnyPackage(REPLAYED)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..", "java.util.random..", "..limits.rate..", "..limits.traffic..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);
}
