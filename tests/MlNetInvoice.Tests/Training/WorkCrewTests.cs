namespace MlNetInvoice.Training;

public sealed class WorkCrewTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    public void Every_worker_does_every_job_once(int workers)
    {
        using var crew = new WorkCrew(workers);
        int[] done = new int[workers];

        for (int job = 0; job < 500; job++)
        {
            crew.Run(worker => done[worker]++);
            if (job % 100 == 0)
            {
                Thread.Sleep(20); // long enough for the workers to fall asleep
            }
        }

        Assert.That(done, Is.All.EqualTo(500));
    }

    [Test]
    public void A_fault_of_a_worker_is_thrown_to_the_caller_and_the_crew_goes_on()
    {
        using var crew = new WorkCrew(3);

        Assert.That(
            () => crew.Run(worker => throw new InvalidOperationException($"worker {Math.Max(worker, 2)}")),
            Throws.InvalidOperationException.With.Message.EqualTo("worker 2"));
        int sum = 0;
        crew.Run(worker => Interlocked.Add(ref sum, worker));

        Assert.That(sum, Is.EqualTo(3));
    }
}
