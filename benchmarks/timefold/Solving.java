// What every statement for Timefold Solver 1.24 is read and solved with: the same settings for all.

import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.EnvironmentMode;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.time.Duration;
import java.util.Scanner;

class Solving {
    static <S> S best(S problem, Class<?> entity, Class<? extends ConstraintProvider> rules, String[] secondsAndSeed) {
        double seconds = Double.parseDouble(secondsAndSeed[0]);
        SolverConfig config = new SolverConfig()
            .withSolutionClass(problem.getClass()).withEntityClasses(entity)
            .withConstraintProviderClass(rules)
            .withEnvironmentMode(EnvironmentMode.NO_ASSERT)
            .withRandomSeed(Long.parseLong(secondsAndSeed[1]))
            .withTerminationSpentLimit(Duration.ofMillis((long) (1000 * seconds)));
        return SolverFactory.<S>create(config).buildSolver().solve(problem);
    }

    static long[] longs(Scanner in, int n) {
        long[] read = new long[n];
        for (int i = 0; i < n; i++) read[i] = in.nextLong();
        return read;
    }
}
