// An instance of Curtois & Qu (2014) for Timefold Solver 1.24, as a peer.
//
// An entity is one day of one member of staff that is not a day off, its variable a kind of shift or nothing. What all
// days of one member of staff add up to is grouped and worked out in plain Java; cover is counted by day and kind.
//
// java -cp JARS:CLASSES WardRota SECONDS SEED < problem.txt

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;

public class WardRota {
    static int days;

    public static class Kind {
        @PlanningId public int id;
        public int minutes;
        public boolean[] notNext;
    }

    public static class Staff {
        @PlanningId public int id;
        public int mostMinutes, leastMinutes, mostInARow, leastInARow, leastOffInARow, mostWeekends;
        public int[] mostOf;
    }

    public static class Cover {
        @PlanningId public int id;
        public long wanted, under, over;
    }

    @PlanningEntity
    public static class Day {
        @PlanningId public int id;
        public Staff staff;
        public int day;
        public Cover[] covers;
        public long[] price;
        @PlanningVariable(allowsUnassigned = true) public Kind kind;
        public Day() {}
        public Staff getStaff() { return staff; }
        public Cover cover() { return covers[kind.id]; }
        public long asked() { return price[kind == null ? price.length - 1 : kind.id]; }
    }

    @PlanningSolution
    public static class Ward {
        @ProblemFactCollectionProperty @ValueRangeProvider public List<Kind> kinds = new ArrayList<>();
        @ProblemFactCollectionProperty public List<Staff> staff = new ArrayList<>();
        @ProblemFactCollectionProperty public List<Cover> covers = new ArrayList<>();
        @PlanningEntityCollectionProperty public List<Day> cells = new ArrayList<>();
        @PlanningScore public HardSoftLongScore score;
    }

    public static class Provider implements ConstraintProvider {
        @Override public Constraint[] defineConstraints(ConstraintFactory f) {
            return new Constraint[] {
                f.forEachIncludingUnassigned(Day.class)
                    .penalizeLong(HardSoftLongScore.ONE_SOFT, Day::asked).asConstraint("requests"),
                f.forEach(Cover.class)
                    .penalizeLong(HardSoftLongScore.ONE_SOFT, c -> c.under * c.wanted).asConstraint("wanted"),
                f.forEach(Day.class).groupBy(Day::cover, ConstraintCollectors.count())
                    .rewardLong(HardSoftLongScore.ONE_SOFT, (c, there) -> c.under * Math.min(c.wanted, there))
                    .asConstraint("there"),
                f.forEach(Day.class).groupBy(Day::cover, ConstraintCollectors.count())
                    .penalizeLong(HardSoftLongScore.ONE_SOFT, (c, there) -> c.over * Math.max(0, there - c.wanted))
                    .asConstraint("too many"),
                f.forEach(Day.class).groupBy(Day::getStaff, ConstraintCollectors.toList())
                    .penalizeLong(HardSoftLongScore.ONE_HARD, WardRota::broken).asConstraint("limits"),
                f.forEach(Staff.class).ifNotExists(Day.class, Joiners.equal(s -> s, Day::getStaff))
                    .penalizeLong(HardSoftLongScore.ONE_HARD, s -> broken(s, List.of())).asConstraint("no work"),
            };
        }
    }

    static long broken(Staff s, List<Day> worked) {
        Kind[] on = new Kind[days];
        int[] of = new int[s.mostOf.length];
        long minutes = 0, wrong = 0;
        for (Day each : worked) {
            on[each.day] = each.kind;
            of[each.kind.id]++;
            minutes += each.kind.minutes;
        }
        for (int k = 0; k < of.length; k++) wrong += Math.max(0, of[k] - s.mostOf[k]);
        wrong += (Math.max(0, minutes - s.mostMinutes) + Math.max(0, s.leastMinutes - minutes) + 59) / 60;
        for (int d = 1; d < days; d++)
            if (on[d - 1] != null && on[d] != null && on[d - 1].notNext[on[d].id]) wrong++;
        int weekends = 0;
        for (int d = 5; d < days; d += 7) if (on[d] != null || d + 1 < days && on[d + 1] != null) weekends++;
        return wrong + Math.max(0, weekends - s.mostWeekends) + runs(s, on);
    }

    // A run that touches the first or the last day is never too short.
    static long runs(Staff s, Kind[] on) {
        long wrong = 0;
        for (int begin = 0, end; begin < days; begin = end) {
            boolean works = on[begin] != null;
            for (end = begin; end < days && (on[end] != null) == works; end++);
            boolean inside = begin > 0 && end < days;
            if (works) wrong += Math.max(0, end - begin - s.mostInARow);
            if (inside) wrong += Math.max(0, (works ? s.leastInARow : s.leastOffInARow) - (end - begin));
        }
        return wrong;
    }

    static Ward read(Scanner in) {
        Ward ward = new Ward();
        int kinds = in.nextInt(), staff = in.nextInt();
        days = in.nextInt();
        for (int i = 0; i < kinds; i++) {
            Kind k = new Kind();
            k.id = i; k.minutes = in.nextInt(); k.notNext = new boolean[kinds];
            for (int j = 0; j < kinds; j++) k.notNext[j] = in.nextInt() == 1;
            ward.kinds.add(k);
        }
        Cover[][] covers = new Cover[days][kinds];
        for (int d = 0; d < days; d++)
            for (int k = 0; k < kinds; k++) {
                Cover c = new Cover();
                c.id = ward.covers.size(); c.wanted = in.nextLong(); c.under = in.nextLong(); c.over = in.nextLong();
                covers[d][k] = c;
                ward.covers.add(c);
            }
        for (int i = 0; i < staff; i++) {
            Staff s = new Staff();
            s.id = i; s.mostMinutes = in.nextInt(); s.leastMinutes = in.nextInt();
            s.mostInARow = in.nextInt(); s.leastInARow = in.nextInt(); s.leastOffInARow = in.nextInt();
            s.mostWeekends = in.nextInt(); s.mostOf = new int[kinds];
            for (int k = 0; k < kinds; k++) s.mostOf[k] = in.nextInt();
            ward.staff.add(s);
            for (int d = 0; d < days; d++) {
                boolean off = in.nextInt() == 1;
                long[] price = Solving.longs(in, kinds + 1);
                if (off) continue;
                Day each = new Day();
                each.id = ward.cells.size(); each.staff = s; each.day = d; each.covers = covers[d]; each.price = price;
                ward.cells.add(each);
            }
        }
        return ward;
    }

    public static void main(String[] args) {
        Ward problem = read(new Scanner(System.in));
        Ward best = Solving.best(problem, Day.class, Provider.class, args);
        System.out.println("score " + best.score.hardScore() + " " + best.score.softScore());
        for (Day each : best.cells)
            if (each.kind != null) System.out.println("turn " + each.staff.id + " " + each.day + " " + each.kind.id);
    }
}
