using GraphGen.CompilerServices;
using GraphGen.Data;

namespace GraphGen.Tests.Data;

public class AugmentationTests
{
    private static readonly int[][] s_shapes = [[1, 1, 1], [1, 1, 7], [2, 5, 1], [3, 4, 9], [1, 28, 28], [3, 33, 17]];

    [Fact]
    public void Flips_both_ways()
    {
        foreach (int[] shape in s_shapes)
        {
            float[] picture = Picture(shape);
            Assert.Equal(Moved(picture, shape, (x, y) => (shape[2] - 1 - x, y)), Apply(Augmentation.None.FlipHorizontally(1), shape));
            Assert.Equal(Moved(picture, shape, (x, y) => (x, shape[1] - 1 - y)), Apply(Augmentation.None.FlipVertically(1), shape));
            Assert.Equal(Moved(picture, shape, (x, y) => (shape[2] - 1 - x, shape[1] - 1 - y)), Apply(Augmentation.None.FlipVertically(1).FlipHorizontally(1), shape));
            Assert.Equal(picture, Apply(Augmentation.None.FlipHorizontally(1).FlipHorizontally(1), shape));
            Assert.Equal(picture, Apply(Augmentation.None.FlipHorizontally(0), shape));
        }
    }

    [Fact]
    public void A_flip_happens_about_as_often_as_it_should()
    {
        int[] shape = [1, 1, 2];
        int flips = Enumerable.Range(0, 4000).Count(i => Apply(Augmentation.None.FlipHorizontally(0.25f), shape, index: i)[0] != Picture(shape)[0]);
        Assert.InRange(flips, 1000 - 170, 1000 + 170); // binomial, deviation 27
    }

    /// <summary>Against plain loops in double, on mappings of all kinds: turned, shrunk, far outside, mirrored, by whole pixels.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Moves_pixels_as_plain_loops_do(bool isConstant)
    {
        PictureFill fill = isConstant ? PictureFill.Constant(-2.5f) : PictureFill.Nearest;
        var random = new Random(5);
        foreach (int[] shape in s_shapes)
        {
            for (int i = 0; i < 60; i++)
            {
                double size = i % 5 == 0 ? 30 : 2;
                PictureMap map = (i % 3) switch
                {
                    0 => new(random.Next(2) * 2 - 1, 0, random.Next(-3, shape[2] + 3), 0, random.Next(2) * 2 - 1, random.Next(-3, shape[1] + 3)),
                    1 => new(random.Next(2) * 2 - 1, 0, random.Next(-100, 100), 0, 1, random.Next(-2, 3)),
                    _ => new(Number(), Number(), Number() * size, Number(), Number(), Number() * size),
                };
                float[] expected = Reference(Picture(shape), shape, map, fill), actual = Picture(shape);
                new PictureMover(shape[0], shape[1], shape[2]).Move(actual, map, fill);
                for (int k = 0; k < actual.Length; k++)
                    Assert.Equal(expected[k], actual[k], map.IsWhole ? 0 : 2e-3f);
            }
        }

        double Number() => random.NextDouble() * 4 - 2;
    }

    [Fact]
    public void Whole_shifts_take_the_same_pixels_as_interpolation()
    {
        int[] shape = [2, 6, 9];
        PictureMap whole = PictureMap.Identity with { X0 = 3, Y0 = -2 }, almost = PictureMap.Identity with { X0 = 3, Y0 = -2, XY = 1e-30 };
        float[] first = Picture(shape), second = Picture(shape);
        var mover = new PictureMover(2, 6, 9);
        mover.Move(first, whole, PictureFill.Constant(1));
        mover.Move(second, almost, PictureFill.Constant(1));
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_quarter_turn_is_exact()
    {
        PictureMap map = PictureMap.Around(5, 5, DeterministicMath.CosPi(0.5), -DeterministicMath.SinPi(0.5), DeterministicMath.SinPi(0.5), DeterministicMath.CosPi(0.5));
        int[] shape = [1, 5, 5];
        float[] picture = Picture(shape);
        new PictureMover(1, 5, 5).Move(picture, map, PictureFill.Nearest);
        Assert.Equal(Moved(Picture(shape), shape, (x, y) => (4 - y, x)), picture);
    }

    [Fact]
    public void Pad_and_crop_is_a_cut_of_the_padded_picture_and_every_cut_comes_up()
    {
        int[] shape = [2, 4, 5];
        float[] picture = Picture(shape);
        var cuts = new List<float[]>();
        for (int top = -2; top <= 2; top++)
        {
            for (int left = -2; left <= 2; left++)
                cuts.Add(Moved(picture, shape, (x, y) => (x + left, y + top)));
        }

        var seen = new HashSet<int>();
        for (int i = 0; i < 500; i++)
        {
            float[] result = Apply(Augmentation.None.PadAndCrop(2), shape, index: i);
            int cut = cuts.FindIndex(candidate => candidate.SequenceEqual(result));
            Assert.NotEqual(-1, cut);
            seen.Add(cut);
        }

        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public void Steps_with_one_fill_move_pixels_once()
    {
        // Out to the left and back in to the right: with one mapping nothing is lost.
        int[] shape = [1, 1, 8];
        var map = (PictureMap.Identity with { X0 = 5 }).Then(PictureMap.Identity with { X0 = -5 });
        Assert.Equal(PictureMap.Identity, map);
        var turn = PictureMap.Around(6, 9, 0.6, -0.8, 0.8, 0.6);
        var back = PictureMap.Around(6, 9, 0.6, 0.8, -0.8, 0.6);
        PictureMap both = turn.Then(back);
        Assert.Equal(1, both.XX, 12);
        Assert.Equal(0, both.X0, 12);
        // Different fills are carried out one after the other.
        float[] apart = Apply(Augmentation.None.PadAndCrop(8, PictureFill.Constant(9)).PadAndCrop(8, PictureFill.Constant(-9)), shape, index: 3);
        Assert.All(apart, value => Assert.True(value is 9 or -9 || Picture(shape).Contains(value)));
    }

    [Fact]
    public void Shifts_turns_and_zooms_stay_within_their_ranges()
    {
        for (int i = 0; i < 500; i++)
        {
            var random = new SampleRandom(SampleRandom.Key(1, 1), i, 0);
            PictureMap shift = new ShiftStep(0.1f, 0.25f, default).Draw(20, 30, ref random);
            Assert.InRange(shift.X0, -3.0001, 3.0001);
            Assert.InRange(shift.Y0, -5.0001, 5.0001);
            PictureMap turn = new RotationStep(10, default).Draw(20, 30, ref random);
            Assert.InRange(turn.XX, Math.Cos(Math.PI / 18) - 1e-9, 1);
            Assert.Equal(1, turn.XX * turn.XX + turn.YX * turn.YX, 12);
            PictureMap zoom = new ZoomStep(0.2f, default).Draw(20, 30, ref random);
            Assert.InRange(zoom.XX, 1 / 1.2001, 1 / 0.7999);
            Assert.Equal(zoom.XX, zoom.YY);
            Assert.Equal(14.5, zoom.XX * 14.5 + zoom.X0, 9);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Cutout_covers_a_square_in_all_channels(int size)
    {
        int[] shape = [2, 9, 12];
        for (int i = 0; i < 50; i++)
        {
            float[] result = Apply(Augmentation.None.Cutout(size, value: -7), shape, index: i), picture = Picture(shape);
            int[] covered = [.. Enumerable.Range(0, 108).Where(k => result[k] == -7)];
            Assert.NotEmpty(covered);
            int[] rows = [.. covered.Select(k => k / 12).Distinct()], columns = [.. covered.Select(k => k % 12).Distinct()];
            Assert.Equal(covered.Length, rows.Length * columns.Length);
            Assert.True(rows.Length <= size && columns.Length <= size);
            Assert.Equal((rows.Length - 1, columns.Length - 1), (rows.Max() - rows.Min(), columns.Max() - columns.Min()));
            for (int k = 0; k < result.Length; k++)
                Assert.Equal(covered.Contains(k % 108) ? -7 : picture[k], result[k]);
        }

        Assert.Equal(Picture(shape), Apply(Augmentation.None.Cutout(size, probability: 0), shape));
    }

    [Fact]
    public void Noise_has_its_deviation()
    {
        int[] shape = [100, 100];
        double[] noise = [.. Apply(Augmentation.None.Noise(0.5f), shape).Zip(Picture(shape), (after, before) => (double)after - before)];
        Assert.Equal(0, noise.Average(), 0.02);
        Assert.Equal(0.5, Math.Sqrt(noise.Average(x => x * x)), 0.02);
    }

    [Fact]
    public void Chance_depends_on_seed_epoch_sample_and_step_alone()
    {
        int[] shape = [3, 8, 8];
        Augmentation augmentation = Augmentation.None.Rotate(20).Shift(0.2f, 0.1f).FlipHorizontally().Zoom(0.2f).Cutout(3).Noise(0.1f);
        float[] first = Apply(augmentation, shape, seed: 1, epoch: 2, index: 3);
        Assert.Equal(first, Apply(augmentation, shape, seed: 1, epoch: 2, index: 3));
        Assert.NotEqual(first, Apply(augmentation, shape, seed: 2, epoch: 2, index: 3));
        Assert.NotEqual(first, Apply(augmentation, shape, seed: 1, epoch: 3, index: 3));
        Assert.NotEqual(first, Apply(augmentation, shape, seed: 1, epoch: 2, index: 4));
        Assert.Equal(first, Apply(Augmentation.None.Rotate(20).Then(Augmentation.None.Shift(0.2f, 0.1f).FlipHorizontally()).Then(Augmentation.None.Zoom(0.2f).Cutout(3).Noise(0.1f)), shape, 1, 2, 3));
        float[] noise = Apply(Augmentation.None.Noise(1), [200]), twice = Apply(Augmentation.None.Noise(1).Noise(1), [200]), none = Picture([200]);
        Assert.True(noise.Zip(none, (after, before) => after - before).Zip(twice.Zip(noise, (after, before) => after - before)).All(pair => Math.Abs(pair.First - pair.Second) > 1e-6f));
    }

    /// <summary>Frozen: changing these bits changes every training run that someone wants to repeat.</summary>
    [Fact]
    public void Stays_the_same_from_version_to_version()
    {
        Augmentation augmentation = Augmentation.None.Rotate(15).Shift(0.1f, 0.1f).Zoom(0.1f).FlipHorizontally().PadAndCrop(1).Cutout(2).Noise(0.05f);
        float[] result = Apply(augmentation, [2, 7, 6], seed: 3, epoch: 5, index: 7);
        uint hash = 2166136261;
        foreach (float value in result)
            hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 16777619);
        Assert.Equal(1441436274u, hash);
    }

    [Fact]
    public void A_change_of_ones_own_gets_sample_shape_and_chance()
    {
        float[] result = Apply(Augmentation.None.Then((sample, shape, ref random) =>
        {
            Assert.Equal([2, 3], shape.ToArray());
            sample[random.Below(sample.Length)] = 100 + random.Between(0, 1);
        }), [2, 3]);
        Assert.Equal(1, result.Count(value => value is >= 100 and < 101));
    }

    [Fact]
    public void Random_numbers_have_their_ranges()
    {
        var random = new SampleRandom(SampleRandom.Key(9, 9), 5, 2);
        int[] seen = new int[7];
        for (int i = 0; i < 7000; i++)
        {
            Assert.InRange(random.NextUnit(), 0, 0.99999999f);
            Assert.InRange(random.Between(-2, 3), -2, 3);
            seen[random.Below(7)]++;
        }

        Assert.All(seen, count => Assert.InRange(count, 1000 - 180, 1000 + 180)); // deviation 29
    }

    [Fact]
    public void Mistakes_are_said()
    {
        Assert.Contains("the samples are [784]", Assert.Throws<ArgumentException>(() => Apply(Augmentation.None.Rotate(5), [784])).Message);
        Assert.Contains("the samples are [784]", Assert.Throws<ArgumentException>(() => Apply(Augmentation.None.Cutout(5), [784])).Message);
        Assert.Contains("12 elements, but the span has 11", Assert.Throws<ArgumentException>(() => Augmentation.None.Apply(new float[11], [3, 4], 0, 0, 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.Rotate(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.Rotate(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.Shift(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.Zoom(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.Noise(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.Cutout(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.PadAndCrop(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None.FlipHorizontally(1.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => PictureFill.Constant(float.NaN));
    }

    private static float[] Picture(int[] shape)
    {
        int elements = shape.Aggregate((a, b) => a * b);
        return [.. Enumerable.Range(0, elements).Select(i => (float)(i * 37 % 101) / 100 + i % 3)];
    }

    private static float[] Apply(Augmentation augmentation, int[] shape, ulong seed = 1, long epoch = 1, int index = 0)
    {
        float[] picture = Picture(shape);
        augmentation.Apply(picture, shape, seed, epoch, index);
        return picture;
    }

    /// <summary>The pixel at (x, y) from where the function says; 0 outside.</summary>
    private static float[] Moved(float[] picture, int[] shape, Func<int, int, (int X, int Y)> from) =>
        [.. Enumerable.Range(0, picture.Length).Select(i =>
        {
            int x = i % shape[2], y = i / shape[2] % shape[1], channel = i / (shape[2] * shape[1]);
            var (fromX, fromY) = from(x, y);
            return fromX < 0 || fromY < 0 || fromX >= shape[2] || fromY >= shape[1] ? 0 : picture[(channel * shape[1] + fromY) * shape[2] + fromX];
        })];

    private static float[] Reference(float[] picture, int[] shape, PictureMap map, PictureFill fill)
    {
        int height = shape[1], width = shape[2];
        var result = new float[picture.Length];
        for (int i = 0; i < result.Length; i++)
        {
            int x = i % width, y = i / width % height, channel = i / (width * height);
            double fromX = map.XX * x + map.XY * y + map.X0, fromY = map.YX * x + map.YY * y + map.Y0;
            if (!fill.IsConstant)
                (fromX, fromY) = (Math.Clamp(fromX, 0, width - 1), Math.Clamp(fromY, 0, height - 1));
            int left = (int)Math.Floor(fromX), top = (int)Math.Floor(fromY);
            double right = fromX - left, down = fromY - top;
            result[i] = (float)((1 - down) * ((1 - right) * At(left, top) + right * At(left + 1, top)) + down * ((1 - right) * At(left, top + 1) + right * At(left + 1, top + 1)));

            double At(int column, int row) => column < 0 || row < 0 || column >= width || row >= height
                ? fill.Value : picture[(channel * height + row) * width + column];
        }

        return result;
    }
}
