package model

// Company is a workplace (arbejdsplads; produktionsenhed, P-enhed) of a legal unit (juridisk enhed), as the
// municipality knows it. Company data can be looked up by anyone and stays unsealed; its contact persons are sealed.
type Company struct {
	Head
	Name      string // legal or register name
	DailyName string // what everybody calls it
	CVR       string // 8 digits
	PNumber   string // 10 digits

	Street   string
	Postcode string
	Town     string
	Phone    string
	Mail     string
	Web      string

	Industry       string // 2 to 6 digits, no dots
	IndustrySystem string // DB07 or DB25
	IndustryText   string

	FTE       Opt[FTE] // ordinary employees as full-time equivalents (årsværk), average of the last 4 months
	FTEOn     Date     // the day the number is from
	FTESource string   // who or what said so
	StaffBand string   // number of employees as the register words it: "10-19"

	PaysHours   string // willingness to pay ordinary hours (ordinære løntimer)
	OpenToHire  Tri    // would hire somebody afterwards
	OpenPlaces  Opt[int]
	OpenOn      Date // the day the open places were told
	MinHours    Opt[Hours]
	MaxHours    Opt[Hours]
	Days        []string
	DayParts    []string
	Danish      string   // the least Danish that works here
	Offers      []string // work conditions that can be met
	CannotOffer []string // work conditions that cannot be met

	Relation    string // kontakt, samarbejde, partnerskab, passiv
	PartnerOn   Date
	Areas       string // what the partnership covers
	PausedUntil Date   // do not ask before this day
	AskMost     Opt[int]
	Hosted      Opt[int] // trial placements known from before jobspor
	HostedPaid  Opt[int] // of those, how many led to paid hours

	Responsible string // consultant
	Status      string // active or ceased
	CeasedOn    Date
	Note        string
	Source      string // where the row came from: a file's name, "typed"
}

// PaysAnswers order the willingness to pay hours from no to already does.
var PaysAnswers = []string{"no", "maybe", "yes", "does"}

// Relations is the ladder of how close the workplace is (kontakt, samarbejde, partnerskab, passiv).
var Relations = []string{"contact", "cooperation", "partner", "passive"}

// ContactPerson is somebody at a workplace (kontaktperson): employer contact, daily supervisor or employee
// representative.
type ContactPerson struct {
	Head
	CompanyID string
	Role      string
	Name      string
	Title     string
	Phone     string
	Mail      string
	Note      string
}

// Roles of a ContactPerson.
var Roles = []string{"employer", "supervisor", "representative", "other"}

// Task is a row of a workplace's task bank (opgavebank): something that can be tried, paid for, or can grow.
type Task struct {
	Head
	CompanyID  string
	Name       string
	About      string
	Occupation string // what it would be called as a job, in words
	Trial      Tri    // can be tried without pay
	Paid       Tri    // can be done in ordinary paid hours
	Grows      Tri    // the hours can grow
	MinHours   Opt[Hours]
	MaxHours   Opt[Hours]
	Days       []string
	DayParts   []string
	Loads      []string // what it asks of a person
	FreeOf     []string // what it certainly does not ask
	Danish     string
	Licences   []string
	OpenPlaces Opt[int]
	OpenOn     Date
	Status     string // open or closed
}

// CompanyType is the field table of Company.
func CompanyType() *Type {
	type c = Company
	return &Type{Name: "company", Table: "companies", New: func() Entity { return &c{} }, Check: checkCompany, Fields: []Field{
		field("name", Text, func(e *c) any { return &e.Name }, required, alsoCalled("navn", "virksomhed", "virksomhedsnavn", "firma", "firmanavn", "company", "company name", "navn tekst", "juridisk navn")),
		field("daily_name", Text, func(e *c) any { return &e.DailyName }, alsoCalled("dagligt navn", "kaldenavn", "binavn", "afdeling")),
		field("cvr", Text, func(e *c) any { return &e.CVR }, check(CheckCVR), alsoCalled("cvr nr", "cvrnr", "cvr nummer", "cvrnummer", "vat", "virksomhed cvrnr")),
		field("pnumber", Text, func(e *c) any { return &e.PNumber }, check(CheckPNumber), mayCPR, alsoCalled("p nr", "pnr", "p nummer", "pnummer", "p number", "pno", "produktionsenhed")),
		field("street", Text, func(e *c) any { return &e.Street }, alsoCalled("adresse", "vej", "gade", "address", "vejnavn")),
		field("postcode", Text, func(e *c) any { return &e.Postcode }, check(CheckPostcode), alsoCalled("postnr", "postnummer", "zip", "zipcode", "beliggenhedsadresse postnr")),
		field("town", Text, func(e *c) any { return &e.Town }, alsoCalled("by", "bynavn", "city", "postdistrikt", "belig adresse postdistrikt")),
		field("phone", Text, func(e *c) any { return &e.Phone }, check(CheckPhone), alsoCalled("telefon", "tlf", "telefonnummer", "telefonnummer kontaktoplysning")),
		field("mail", Text, func(e *c) any { return &e.Mail }, check(CheckMail), alsoCalled("e mail", "email", "email kontaktoplysning")),
		field("web", Text, func(e *c) any { return &e.Web }, alsoCalled("hjemmeside", "www", "website")),
		field("industry", Text, func(e *c) any { return &e.Industry }, check(CheckIndustry), alsoCalled("branche", "branchekode", "industrycode", "industry code", "hovedbranche", "hovedbranche kode")),
		field("industry_system", Choice, func(e *c) any { return &e.IndustrySystem }, oneOf("system", string(DB07), string(DB25)), alsoCalled("kodesystem", "branchesystem")),
		field("industry_text", Text, func(e *c) any { return &e.IndustryText }, alsoCalled("branchetekst", "branchenavn", "industrydesc", "hovedbranche tekst")),
		field("fte", FTEKind, func(e *c) any { return &e.FTE }, alsoCalled("aarsvaerk", "fuldtidsansatte", "antal aarsvaerk", "aarsbes antalaarsvaerk", "fuldtidspersoner")),
		field("fte_on", DateKind, func(e *c) any { return &e.FTEOn }, alsoCalled("aarsvaerk dato", "opgjort")),
		field("fte_source", Text, func(e *c) any { return &e.FTESource }, alsoCalled("aarsvaerk kilde")),
		field("staff_band", Text, func(e *c) any { return &e.StaffBand }, alsoCalled("ansatte", "antal ansatte", "employees", "antalansatte", "ansatte interval", "aarsbes antansatteinterval")),
		field("pays_hours", Choice, func(e *c) any { return &e.PaysHours }, oneOf("pays", PaysAnswers...), alsoCalled("loentimer", "betaler loentimer", "ordinaere timer")),
		field("open_to_hire", TriKind, func(e *c) any { return &e.OpenToHire }, alsoCalled("vil ansaette")),
		field("open_places", Number, func(e *c) any { return &e.OpenPlaces }, most(999), alsoCalled("ledige pladser", "pladser", "aabne pladser")),
		field("open_on", DateKind, func(e *c) any { return &e.OpenOn }),
		field("min_hours", HoursKind, func(e *c) any { return &e.MinHours }, alsoCalled("mindst timer")),
		field("max_hours", HoursKind, func(e *c) any { return &e.MaxHours }, alsoCalled("hoejst timer")),
		field("days", Choices, func(e *c) any { return &e.Days }, oneOf("day", Days...), alsoCalled("dage", "ugedage")),
		field("day_parts", Choices, func(e *c) any { return &e.DayParts }, oneOf("day_part", DayParts...), alsoCalled("tidspunkt", "tid paa dagen")),
		field("danish", Choice, func(e *c) any { return &e.Danish }, oneOf("danish", DanishLevels...), alsoCalled("dansk", "sprog")),
		field("offers", Choices, func(e *c) any { return &e.Offers }, oneOf("condition", ConditionKeys()...), alsoCalled("kan tilbyde", "hensyn")),
		field("cannot_offer", Choices, func(e *c) any { return &e.CannotOffer }, oneOf("condition", ConditionKeys()...), alsoCalled("kan ikke tilbyde")),
		field("relation", Choice, func(e *c) any { return &e.Relation }, oneOf("relation", Relations...), alsoCalled("samarbejde")),
		field("partner_on", DateKind, func(e *c) any { return &e.PartnerOn }, alsoCalled("partnerskab fra")),
		field("areas", LongText, func(e *c) any { return &e.Areas }, alsoCalled("partnerskab om")),
		field("paused_until", DateKind, func(e *c) any { return &e.PausedUntil }, alsoCalled("pause til")),
		field("ask_most", Number, func(e *c) any { return &e.AskMost }, most(999)),
		field("hosted", Number, func(e *c) any { return &e.Hosted }, alsoCalled("praktikanter foer")),
		field("hosted_paid", Number, func(e *c) any { return &e.HostedPaid }, alsoCalled("heraf loentimer")),
		field("responsible", Ref, func(e *c) any { return &e.Responsible }, to("consultant"), alsoCalled("ansvarlig", "konsulent")),
		field("status", Choice, func(e *c) any { return &e.Status }, oneOf("company_status", "active", "ceased"), alsoCalled("livsforloeb")),
		field("ceased_on", DateKind, func(e *c) any { return &e.CeasedOn }, alsoCalled("ophoert", "enddate", "livsforloeb ophoersdato", "ophoersdato")),
		field("note", LongText, func(e *c) any { return &e.Note }, alsoCalled("bemaerkning", "noter")),
		field("source", Text, func(e *c) any { return &e.Source }, given),
	}}
}

func checkCompany(e Entity) error {
	c := e.(*Company)
	if c.Industry != "" && c.IndustrySystem == "" {
		return Fail(Invalid, "err.industry.system", nil).At("industry_system")
	}
	if c.MinHours.Known && c.MaxHours.Known && c.MinHours.V > c.MaxHours.V {
		return Fail(Invalid, "err.hours.order", nil).At("max_hours")
	}
	if c.Hosted.Known && c.HostedPaid.Known && c.HostedPaid.V > c.Hosted.V {
		return Fail(Invalid, "err.hosted", nil).At("hosted_paid")
	}
	return nil
}

// ShownName is what everybody calls the workplace.
func (c *Company) ShownName() string {
	if c.DailyName != "" {
		return c.DailyName
	}
	return c.Name
}

// Active reports whether the workplace still exists.
func (c *Company) Active() bool { return c.Status != "ceased" }

// ContactPersonType is the field table of ContactPerson.
func ContactPersonType() *Type {
	type c = ContactPerson
	return &Type{Name: "person", Table: "persons", New: func() Entity { return &c{} }, Fields: []Field{
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("role", Choice, func(e *c) any { return &e.Role }, oneOf("role", Roles...), alsoCalled("rolle")),
		field("name", Text, func(e *c) any { return &e.Name }, sealed, required, alsoCalled("navn", "kontaktperson")),
		field("title", Text, func(e *c) any { return &e.Title }, sealed, alsoCalled("stilling", "titel")),
		field("phone", Text, func(e *c) any { return &e.Phone }, sealed, check(CheckPhone), alsoCalled("telefon")),
		field("mail", Text, func(e *c) any { return &e.Mail }, sealed, check(CheckMail), alsoCalled("email")),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
	}}
}

// TaskType is the field table of Task.
func TaskType() *Type {
	type c = Task
	return &Type{Name: "task", Table: "tasks", New: func() Entity { return &c{} }, Check: checkTask, Fields: []Field{
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("name", Text, func(e *c) any { return &e.Name }, required, alsoCalled("opgave", "navn")),
		field("about", LongText, func(e *c) any { return &e.About }, alsoCalled("beskrivelse")),
		field("occupation", Text, func(e *c) any { return &e.Occupation }, alsoCalled("stilling", "job")),
		field("trial", TriKind, func(e *c) any { return &e.Trial }, alsoCalled("kan proeves")),
		field("paid", TriKind, func(e *c) any { return &e.Paid }, alsoCalled("kan loennes")),
		field("grows", TriKind, func(e *c) any { return &e.Grows }, alsoCalled("kan vokse")),
		field("min_hours", HoursKind, func(e *c) any { return &e.MinHours }),
		field("max_hours", HoursKind, func(e *c) any { return &e.MaxHours }),
		field("days", Choices, func(e *c) any { return &e.Days }, oneOf("day", Days...), alsoCalled("dage")),
		field("day_parts", Choices, func(e *c) any { return &e.DayParts }, oneOf("day_part", DayParts...)),
		field("loads", Choices, func(e *c) any { return &e.Loads }, oneOf("load", keysOf(Loads)...), alsoCalled("belastninger")),
		field("free_of", Choices, func(e *c) any { return &e.FreeOf }, oneOf("load", keysOf(Loads)...)),
		field("danish", Choice, func(e *c) any { return &e.Danish }, oneOf("danish", DanishLevels...)),
		field("licences", Choices, func(e *c) any { return &e.Licences }, oneOf("licence", Licences...), alsoCalled("koerekort")),
		field("open_places", Number, func(e *c) any { return &e.OpenPlaces }, most(999)),
		field("open_on", DateKind, func(e *c) any { return &e.OpenOn }),
		field("status", Choice, func(e *c) any { return &e.Status }, oneOf("task_status", "open", "closed")),
	}}
}

func checkTask(e Entity) error {
	t := e.(*Task)
	if t.MinHours.Known && t.MaxHours.Known && t.MinHours.V > t.MaxHours.V {
		return Fail(Invalid, "err.hours.order", nil).At("max_hours")
	}
	if t.MaxHours.Known && t.MaxHours.V > FullWeek {
		return Fail(Invalid, "err.hours.week", nil).At("max_hours")
	}
	for _, l := range t.Loads {
		for _, f := range t.FreeOf {
			if l == f {
				return Fail(Invalid, "err.load.both", nil).At("free_of")
			}
		}
	}
	return nil
}
