package model

// Company is a workplace (arbejdsplads; produktionsenhed, P-enhed) of a legal unit (juridisk enhed), as the
// municipality knows it. Company data can be looked up by anyone and stays unsealed; its contact persons are sealed.
type Company struct {
	Head
	Name      string // legal or register name
	DailyName string // what everybody calls it
	CVR       string // 8 digits
	PNumber   string // 10 digits

	Street     string
	Postcode   string
	Town       string
	Phone      string
	OtherPhone string // another number, such as a mobile one
	Mail       string
	Web        string

	AdProtected Tri // protected against unasked advertising in the register (reklamebeskyttelse)

	Industry       string // 2 to 6 digits, no dots
	IndustrySystem string // DB07 or DB25
	IndustryText   string

	FTE       Opt[FTE] // ordinary employees as full-time equivalents (årsværk), average of the last 4 months
	FTEOn     Date     // the day the number is from
	FTESource string   // who or what said so
	StaffBand string   // number of employees as the register words it: "10-19"

	NotOrdinary  Opt[FTE] // of FTE, those with a subsidy and those under 18, who do not count as ordinary employees
	Others       Opt[FTE] // others here in traineeship or with a subsidy, as full-time persons; not the own placements
	OthersOn     Date     // the day NotOrdinary and Others are from
	OthersSource string   // who or what said so
	Sector       string   // one of Sectors
	SectorSource string   // who or what said so
	SectorOn     Date     // when

	PaysHours   string // willingness to pay ordinary hours (ordinære løntimer)
	OpenPlaces  Opt[int]
	OpenOn      Date // the day the open places were told
	OpenToHire  Tri  // would hire somebody afterwards
	MinHours    Opt[Hours]
	MaxHours    Opt[Hours]
	Days        []string
	DayParts    []string
	Danish      string   // the least Danish that works here
	Offers      []string // work conditions that can be met
	CannotOffer []string // work conditions that cannot be met

	Relation         string // kontakt, samarbejde, partnerskab, passiv
	PartnerOn        Date
	Areas            string // what the partnership covers
	SocialEnterprise Tri    // a registered social enterprise (registreret socialøkonomisk virksomhed)
	PausedUntil      Date   // do not ask before this day
	AskMost          Opt[int]
	Hosted           Opt[int] // trial placements known from before jobspor
	HostedPaid       Opt[int] // of those, how many led to paid hours

	Responsible string // consultant
	Status      string // active or ceased
	CeasedOn    Date
	Note        string
	Source      string // where the row came from: a file's name, "typed"
}

// Sectors are the kinds of employer (offentlig, privat), for which some rules differ.
var Sectors = []string{"public", "private"}

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
	Mobile    string
	Mail      string
	Note      string
}

// AnyPhone is the number to call: the direct one, else the mobile one.
func (p *ContactPerson) AnyPhone() string {
	if p.Phone != "" {
		return p.Phone
	}
	return p.Mobile
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

// ShownName is what everybody calls the workplace.
func (c *Company) ShownName() string {
	if c.DailyName != "" {
		return c.DailyName
	}
	return c.Name
}

// Active reports whether the workplace still exists.
func (c *Company) Active() bool { return c.Status != "ceased" }
