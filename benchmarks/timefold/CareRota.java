// One person's rota for Timefold Solver 1.24, as a peer: the rules of matcher in constraint streams.
//
// An entity is one place on a dated need, its variable the supporter or nobody; its values are those whom no rule
// about one shift closes out. What two shifts of one supporter cost or forbid is a table. What all shifts of one
// supporter add up to is grouped by supporter and worked out in plain Java. Levels are a bendable score.
//
// java -cp JARS:CLASSES CareRota SECONDS SEED < problem.txt

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.score.stream.Joiners;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Scanner;

public class CareRota {
    static final int HARD = 1, SOFT = 3, GAPS = 0, PERSON = 1, SUPPORTERS = 2;

    public static class Supporter {
        @PlanningId public int id;
        public boolean paired, ready;
        public long[] mostAwake, mostWorking, contract;
        public long[][] due;
        public long[] least;
        public int[] ahead, room;
    }

    public static class Need {
        public int id, day, week, kind, places, pairsBesides;
        public long begin, finish, awake, price;
        public int[] turnDay, turnCount;
        public List<Integer> holders = new ArrayList<>(), sharers = new ArrayList<>();
        public int atLeast;
        public Activity activity;
    }

    public static class Activity {
        @PlanningId public int id;
        public int wanted;
    }

    public static class Rules {
        public int weeks, days, rest, sleepIn, night, mostSleepIns, sleepInsInARow, nightsInARow, daysInARow;
        public long arrivalWeight, faceWeight, fairWeight, backWeight, splitWeight, overWeight, dueWeight;
        public long apartWeight, agreedWeight, sharedWeight;
        public int[] stretchFirst, stretchEnd;
        public long[] weekBegin, weekEnd;
        public boolean[][] clash;
        public int[][] triples;
        public int[] order;
    }

    static Rules rules = new Rules();

    @PlanningEntity
    public static class Place {
        @PlanningId public int id;
        public Need need;
        public List<Supporter> allowed;
        public long[] personCost, supporterCost;
        @PlanningVariable(valueRangeProviderRefs = "allowed", allowsUnassigned = true) public Supporter supporter;
        public Place() {}
        @ValueRangeProvider(id = "allowed") public List<Supporter> getAllowed() { return allowed; }
        public Need getNeed() { return need; }
        public Activity getActivity() { return need.activity; }
        public Supporter getSupporter() { return supporter; }
        public void setSupporter(Supporter s) { supporter = s; }
        public long wish() { return supporterCost[supporter.id]; }
        public long interest() { return personCost[supporter.id]; }
    }

    @PlanningSolution
    public static class Rota {
        @ProblemFactCollectionProperty public List<Supporter> supporters = new ArrayList<>();
        @ProblemFactCollectionProperty public List<Activity> activities = new ArrayList<>();
        @PlanningEntityCollectionProperty public List<Place> places = new ArrayList<>();
        @PlanningScore(bendableHardLevelsSize = HARD, bendableSoftLevelsSize = SOFT) public BendableLongScore score;
    }

    static BendableLongScore soft(int level) { return BendableLongScore.ofSoft(HARD, SOFT, level, 1); }
    static final BendableLongScore BROKEN = BendableLongScore.ofHard(HARD, SOFT, 0, 1);

    public static class Provider implements ConstraintProvider {
        @Override public Constraint[] defineConstraints(ConstraintFactory f) {
            return new Constraint[] {
                f.forEachIncludingUnassigned(Place.class).filter(p -> p.supporter == null)
                    .penalizeLong(soft(GAPS), p -> p.need.price).asConstraint("every need met"),
                f.forEach(Place.class).penalizeLong(soft(PERSON), Place::interest).asConstraint("first visits"),
                f.forEach(Activity.class)
                    .penalizeLong(soft(PERSON), a -> rules.sharedWeight * a.wanted).asConstraint("interest wished for"),
                f.forEach(Place.class).filter(p -> p.need.sharers.contains(p.supporter.id))
                    .groupBy(Place::getActivity, ConstraintCollectors.countDistinct(Place::getNeed))
                    .rewardLong(soft(PERSON), (a, times) -> rules.sharedWeight * Math.min(a.wanted, times))
                    .asConstraint("interest shared"),
                f.forEach(Place.class).penalizeLong(soft(SUPPORTERS), Place::wish).asConstraint("wishes"),
                f.forEachUniquePair(Place.class, Joiners.equal(Place::getSupporter))
                    .filter((a, b) -> rules.clash[a.need.id][b.need.id])
                    .penalizeLong(BROKEN, (a, b) -> 1).asConstraint("two shifts that one supporter cannot work"),
                f.forEach(Place.class).groupBy(Place::getNeed, ConstraintCollectors.toList())
                    .penalizeLong(BROKEN, CareRota::wrongTogether).asConstraint("who may be on a need together"),
                f.forEach(Place.class).groupBy(Place::getSupporter, ConstraintCollectors.toList())
                    .penalizeLong(BROKEN, CareRota::broken).asConstraint("limits of one supporter"),
                f.forEach(Place.class).groupBy(Place::getSupporter, ConstraintCollectors.toList())
                    .penalizeLong(soft(PERSON), (s, all) -> arrivals(all)).asConstraint("few arrivals and faces"),
                f.forEach(Place.class).groupBy(Place::getSupporter, ConstraintCollectors.toList())
                    .penalizeLong(soft(PERSON), CareRota::drift).asConstraint("turns far apart and agreed hours"),
                f.forEach(Place.class).groupBy(Place::getSupporter, ConstraintCollectors.toList())
                    .penalizeLong(soft(SUPPORTERS), CareRota::unfair).asConstraint("contracts, turns and rotation"),
                f.forEach(Supporter.class).ifNotExists(Place.class, Joiners.equal(s -> s, Place::getSupporter))
                    .penalizeLong(soft(SUPPORTERS), s -> unfair(s, List.of())).asConstraint("nothing to do"),
                f.forEach(Supporter.class).ifNotExists(Place.class, Joiners.equal(s -> s, Place::getSupporter))
                    .penalizeLong(soft(PERSON), s -> drift(s, List.of())).asConstraint("no agreed hours"),
            };
        }
    }

    static long wrongTogether(Need need, List<Place> there) {
        long wrong = 0, without = 0;
        boolean holder = need.atLeast == 0, ready = false;
        for (Place p : there) {
            ready |= p.supporter.ready;
            if (need.holders.contains(p.supporter.id)) holder = true; else without++;
        }
        for (Place p : there) if (p.supporter.paired && !ready) wrong++;
        if (need.atLeast > 0) {
            if (!holder) wrong += without;
            wrong += Math.max(0, without - Math.max(0, need.places - need.atLeast));
        }
        return wrong;
    }

    static List<Need> sorted(List<Place> all) {
        List<Need> needs = new ArrayList<>(all.size());
        for (Place p : all) needs.add(p.need);
        needs.sort(Comparator.comparingLong(n -> n.begin));
        return needs;
    }

    static long broken(Supporter s, List<Place> all) {
        List<Need> needs = sorted(all);
        long[] awake = new long[rules.weeks], working = new long[rules.weeks];
        int[] sleepIns = new int[rules.weeks];
        boolean[] day = new boolean[rules.days], night = new boolean[rules.days], sleep = new boolean[rules.days];
        boolean[] has = new boolean[rules.clash.length];
        for (Need n : needs) {
            has[n.id] = true;
            awake[n.week] += n.awake;
            working[n.week] += n.finish - n.begin;
            day[n.day] = true;
            if (n.kind == rules.night) night[n.day] = true;
            if (n.kind == rules.sleepIn) { sleep[n.day] = true; sleepIns[n.week]++; }
        }
        long wrong = over(day, rules.daysInARow) + over(night, rules.nightsInARow) + over(sleep, rules.sleepInsInARow);
        for (int w = 0; w < rules.weeks; w++) {
            wrong += (Math.max(0, awake[w] - s.mostAwake[w]) + 59) / 60;
            wrong += (Math.max(0, working[w] - s.mostWorking[w]) + 59) / 60;
            wrong += Math.max(0, sleepIns[w] - rules.mostSleepIns);
            if (!rests(needs, rules.weekBegin[w], rules.weekEnd[w])) wrong++;
        }
        for (int[] t : rules.triples) if (has[t[0]] && has[t[1]] && has[t[2]]) wrong++;
        return wrong;
    }

    static long over(boolean[] on, int most) {
        long wrong = 0;
        int run = 0;
        for (boolean one : on) { run = one ? run + 1 : 0; if (run > most) wrong++; }
        return wrong;
    }

    static boolean rests(List<Need> needs, long begin, long end) {
        long free = begin;
        for (Need n : needs) {
            if (n.finish <= begin || n.begin >= end) continue;
            if (n.begin - free >= rules.rest) return true;
            free = Math.max(free, n.finish);
        }
        return end - free >= rules.rest;
    }

    static long arrivals(List<Place> all) {
        boolean[] day = new boolean[rules.days];
        long cost = 0;
        for (Place p : all) {
            boolean follows = false;
            for (Place other : all) follows |= other.need.finish == p.need.begin;
            if (!follows) cost += rules.arrivalWeight;
            if (!day[p.need.day]) { day[p.need.day] = true; cost += rules.faceWeight; }
        }
        return cost;
    }

    static int[] turns(List<Need> needs, int kinds) {
        List<List<Integer>> seen = new ArrayList<>();
        int[] turns = new int[kinds];
        for (int k = 0; k < kinds; k++) seen.add(new ArrayList<>());
        for (Need n : needs)
            for (int k = 0; k < kinds; k++)
                if (n.turnDay[k] >= 0 && !seen.get(k).contains(n.turnDay[k])) {
                    seen.get(k).add(n.turnDay[k]);
                    turns[k] += n.turnCount[k];
                }
        return turns;
    }

    static long drift(Supporter s, List<Place> all) {
        List<Need> needs = sorted(all);
        long[] awake = new long[rules.weeks];
        for (Need n : needs) awake[n.week] += n.awake;
        int[] turns = turns(needs, s.room.length);
        long cost = 0;
        for (int k = 0; k < turns.length; k++) cost += rules.apartWeight * Math.max(0, turns[k] - s.room[k]);
        for (int i = 0; i < s.least.length; i++) {
            long worked = 0;
            for (int w = rules.stretchFirst[i]; w < rules.stretchEnd[i]; w++) worked += awake[w];
            cost += rules.agreedWeight * Math.max(0, s.least[i] - worked);
        }
        return cost;
    }

    static long unfair(Supporter s, List<Place> all) {
        List<Need> needs = sorted(all);
        long[] awake = new long[rules.weeks];
        long cost = 0;
        int kinds = s.ahead.length;
        int[] turns = turns(needs, kinds);
        int[] kindOn = new int[rules.days];
        for (Need n : needs) {
            awake[n.week] += n.awake;
            if (rules.order[n.kind] > 0) kindOn[n.day] |= 1 << rules.order[n.kind];
        }
        for (int k = 0; k < kinds; k++)
            for (int t = 0; t < turns[k]; t++) cost += rules.fairWeight * Math.max(0, s.ahead[k] + t);
        for (int w = 0; w < rules.weeks; w++) {
            if (s.contract[w] > 0) cost += rules.overWeight * Math.max(0, awake[w] - s.contract[w]);
            for (long due : s.due[w]) cost += rules.dueWeight * Math.max(0, due - awake[w]);
        }
        for (int d = 1; d < rules.days; d++)
            for (int later = 2; later <= 3; later++)
                for (int earlier = 1; earlier < later; earlier++)
                    if ((kindOn[d - 1] >> later & 1) == 1 && (kindOn[d] >> earlier & 1) == 1) cost += rules.backWeight;
        for (Need n : needs) {
            boolean reached = false, first = true;
            for (Need o : needs) {
                if (o == n || o.day != n.day) continue;
                if (o.begin < n.begin && o.finish >= n.begin) reached = true;
                if (o.begin < n.begin) first = false;
            }
            if (!reached && !first) cost += rules.splitWeight;
        }
        return cost;
    }

    static int[] ints(Scanner in, int n) {
        return Arrays.stream(Solving.longs(in, n)).mapToInt(x -> (int) x).toArray();
    }

    static Rota read(Scanner in) {
        Rules r = rules;
        int supporters = in.nextInt(), needs = in.nextInt(), turnKinds = in.nextInt(), steps = in.nextInt();
        r.weeks = in.nextInt(); r.days = in.nextInt(); r.rest = in.nextInt();
        r.sleepIn = in.nextInt(); r.night = in.nextInt();
        r.mostSleepIns = in.nextInt(); r.sleepInsInARow = in.nextInt();
        r.nightsInARow = in.nextInt(); r.daysInARow = in.nextInt();
        r.arrivalWeight = in.nextLong(); r.faceWeight = in.nextLong();
        r.fairWeight = in.nextLong(); r.backWeight = in.nextLong(); r.splitWeight = in.nextLong();
        r.overWeight = in.nextLong(); r.dueWeight = in.nextLong();
        r.apartWeight = in.nextLong(); r.agreedWeight = in.nextLong();
        r.sharedWeight = in.nextLong();
        r.order = ints(in, in.nextInt());
        r.weekBegin = Solving.longs(in, r.weeks); r.weekEnd = Solving.longs(in, r.weeks);
        int stretches = in.nextInt();
        r.stretchFirst = ints(in, stretches); r.stretchEnd = ints(in, stretches);
        Rota rota = new Rota();
        for (int i = 0; i < supporters; i++) {
            Supporter s = new Supporter();
            s.id = i; s.paired = in.nextInt() == 1; s.ready = in.nextInt() == 1;
            s.mostAwake = Solving.longs(in, r.weeks);
            s.mostWorking = Solving.longs(in, r.weeks);
            s.contract = Solving.longs(in, r.weeks);
            s.due = new long[r.weeks][];
            for (int w = 0; w < r.weeks; w++) s.due[w] = Solving.longs(in, steps);
            s.ahead = ints(in, turnKinds); s.room = ints(in, turnKinds); s.least = Solving.longs(in, stretches);
            rota.supporters.add(s);
        }
        for (int i = in.nextInt(); i > 0; i--) {
            Activity a = new Activity();
            a.id = rota.activities.size(); a.wanted = in.nextInt();
            rota.activities.add(a);
        }
        for (int i = 0; i < needs; i++) {
            Need n = new Need();
            n.id = i; n.day = in.nextInt(); n.week = in.nextInt(); n.kind = in.nextInt(); n.places = in.nextInt();
            n.begin = in.nextLong(); n.finish = in.nextLong(); n.awake = in.nextLong(); n.price = in.nextLong();
            n.turnDay = ints(in, turnKinds); n.turnCount = ints(in, turnKinds);
            n.atLeast = in.nextInt();
            for (int id : ints(in, in.nextInt())) n.holders.add(id);
            int activity = in.nextInt();
            if (activity >= 0) n.activity = rota.activities.get(activity);
            for (int id : ints(in, in.nextInt())) n.sharers.add(id);
            List<Supporter> allowed = new ArrayList<>();
            for (int id : ints(in, in.nextInt())) allowed.add(rota.supporters.get(id));
            long[] person = Solving.longs(in, supporters), wishes = Solving.longs(in, supporters);
            for (int k = 0; k < n.places; k++) {
                Place p = new Place();
                p.id = rota.places.size(); p.need = n; p.allowed = allowed;
                p.personCost = person; p.supporterCost = wishes;
                rota.places.add(p);
            }
        }
        r.clash = new boolean[needs][needs];
        for (int i = in.nextInt(); i > 0; i--) {
            int a = in.nextInt(), b = in.nextInt();
            r.clash[a][b] = r.clash[b][a] = true;
        }
        for (int i = 0; i < needs; i++) r.clash[i][i] = true;
        r.triples = new int[in.nextInt()][];
        for (int i = 0; i < r.triples.length; i++) r.triples[i] = ints(in, 3);
        return rota;
    }

    public static void main(String[] args) {
        Rota problem = read(new Scanner(System.in));
        Rota best = Solving.best(problem, Place.class, Provider.class, args);
        System.out.println("score " + best.score);
        for (Place p : best.places)
            if (p.supporter != null) System.out.println("turn " + p.need.id + " " + p.supporter.id);
    }
}
